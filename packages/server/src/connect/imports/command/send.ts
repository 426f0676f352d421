// Sending batches to POST /v1/import: patient with a busy or restarting server, plain about what cannot work.
import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { FileError } from '../model.ts';

export type Sender = (json: string[]) => Promise<void>;

export type SenderOptions = {
  url: string;
  writeKey: string;
  signal: AbortSignal;
  /** Told when the server asks to wait, and when it cannot be reached. */
  onWait?: (seconds: number, why: string) => void;
  /** How often in a row a request may fail before the import gives up. Being asked to wait does not count. */
  failuresMax?: number;
  /** The first wait after a failure; it doubles each time, up to 30 s. */
  firstWaitMs?: number;
};

const answerTimeoutMs = 120_000;
const waitMsMax = 30_000;

/** A sender that resolves when the server has made the batch durable. Throws a FileError when it gives up. */
export function createSender(options: SenderOptions): Sender {
  const { url, writeKey, signal, onWait, failuresMax = 10, firstWaitMs = 500 } = options;
  const connection = openConnection(url, writeKey);

  return async function send(json) {
    const body = Buffer.from(`{"batch":[${json.join(',')}]}`);
    for (let failures = 0; ; ) {
      const answer = await post(connection, body, signal);
      if (answer.kind === 'done') return;
      if (answer.kind === 'refused') throw new FileError(answer.message);
      if (answer.kind === 'failed') failures += 1;
      if (failures >= failuresMax)
        throw new FileError(`The server did not take a batch after ${failures} tries: ${answer.message}`);
      const waitMs =
        answer.kind === 'busy'
          ? answer.seconds * 1000
          : Math.min(firstWaitMs * 2 ** (failures - 1), waitMsMax);
      onWait?.(waitMs / 1000, answer.message);
      // Several batches that failed together should not come back together.
      await sleep(waitMs * (answer.kind === 'busy' ? 1 : 0.75 + Math.random() / 2), undefined, { signal });
    }
  };
}

type Connection = { url: URL; headers: Record<string, string>; agent: HttpAgent };

function openConnection(server: string, writeKey: string): Connection {
  const url = new URL(`${server}/v1/import`);
  const Agent = url.protocol === 'https:' ? HttpsAgent : HttpAgent;
  return {
    url,
    agent: new Agent({ keepAlive: true }),
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`,
    },
  };
}

type Answer =
  | { kind: 'done' }
  | { kind: 'busy'; seconds: number; message: string }
  | { kind: 'failed' | 'refused'; message: string };

type HttpAnswer = { status: number; retryAfter: string | undefined; text: string };

async function post(to: Connection, body: Buffer, signal: AbortSignal): Promise<Answer> {
  try {
    return judge(await exchange(to, body, signal));
  } catch (error) {
    signal.throwIfAborted();
    const { code, message } = error as NodeJS.ErrnoException;
    return { kind: 'failed', message: `${to.url.origin} cannot be reached (${code || message})` };
  }
}

/** One request. Node's own client rather than fetch: it holds half the memory for bodies of megabytes. */
function exchange(
  { url, headers, agent }: Connection,
  body: Buffer,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method: 'POST',
        agent,
        signal,
        timeout: answerTimeoutMs,
        headers: { ...headers, 'content-length': body.length },
      },
      function readAnswer(response) {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            retryAfter: response.headers['retry-after'],
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    call.on('timeout', () => call.destroy(new Error(`no answer in ${answerTimeoutMs / 1000} s`)));
    call.on('error', reject);
    call.end(body);
  });
}

function judge({ status, retryAfter, text }: HttpAnswer): Answer {
  if (status >= 200 && status < 300) return { kind: 'done' };
  const message = readMessage(text) ?? `status ${status}`;
  if (status === 429) {
    const seconds = Number(retryAfter);
    return {
      kind: 'busy',
      seconds: Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 300) : 1,
      message,
    };
  }
  if (status === 408 || status >= 500)
    return { kind: 'failed', message: `the server answered ${status} (${message})` };
  return { kind: 'refused', message: `The server refused the batch with ${status}: ${message}` };
}

function readMessage(text: string): string | undefined {
  try {
    const { message } = (JSON.parse(text) as { error: { message?: unknown } }).error;
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}
