// For the tests of imports: a small server that takes batches as collect does, remembers them, and can be difficult.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

export type Received = { messageId: string; userId: string; context: { import: { row: number } } } & Record<
  string,
  unknown
>;

export type Receiver = {
  url: string;
  /** Every message that was acknowledged, in the order of arrival. */
  messages: Received[];
  /** Sizes of the bodies, and how many messages each held. */
  bodies: { bytes: number; messages: number; authorization: string | undefined }[];
  stop(): Promise<void>;
};

export type Behaviour = {
  /** The answer to the n-th request instead of taking it: a status, or a broken connection. */
  answer?: (
    request: number,
  ) => { status: number; retryAfter?: number; message?: string } | 'break' | undefined;
  /** How long an acknowledgement takes. */
  delayMs?: (request: number) => number;
};

export async function startReceiver(t: TestContext, { answer, delayMs }: Behaviour = {}): Promise<Receiver> {
  const messages: Received[] = [];
  const bodies: Receiver['bodies'] = [];
  let requests = 0;
  const server = createServer(async (request, response) => {
    requests += 1;
    const own = requests;
    const body = await readBody(request);
    const other = answer?.(own);
    if (other === 'break') return request.socket.destroy();
    if (other !== undefined) {
      response.writeHead(
        other.status,
        other.retryAfter === undefined ? {} : { 'retry-after': String(other.retryAfter) },
      );
      return response.end(JSON.stringify({ error: { code: 'x', message: other.message ?? 'not now' } }));
    }
    const { batch } = JSON.parse(body.toString()) as { batch: Received[] };
    bodies.push({ bytes: body.length, messages: batch.length, authorization: request.headers.authorization });
    messages.push(...batch);
    await sleep(delayMs?.(own) ?? 0);
    return response.end('{"success":true}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  t.after(stop);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, messages, bodies, stop };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
