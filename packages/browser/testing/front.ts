// What stands in front of Rapport on the way to the browser, as a proxy does: it passes everything on and remembers it, and
// can be told to be broken, so that tests see the real server behind a bad road.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { closeServer, listen } from './listening.ts';

export type Message = Record<string, unknown> & {
  type: string;
  event?: string;
  messageId: string;
  anonymousId?: string;
  userId?: string;
  timestamp: string;
  context: Record<string, unknown> & { gpc?: boolean; consent: { categoryPreferences: object } };
};
export type Batch = { at: number; headers: IncomingMessage['headers']; sentAt: string; batch: Message[] };

/**
 * `pass`: as it should be. `silent`: takes requests and says nothing, ever. `deaf`: passes them on, and the answer gets lost.
 * A status: refuses what is sent.
 */
export type Road = 'pass' | 'silent' | 'deaf' | { status: number; retryAfter?: number };

export type Front = {
  url: string;
  road: Road;
  /** `GET /sdk/rapport.js`, and so on. */
  asked: string[];
  batches: Batch[];
  /** The messages of all batches that came, in order, each as often as it came. */
  messages(): Message[];
  /** Until the server has answered all that was passed on: what came here may not be there yet. */
  passed(): Promise<void>;
  close(): Promise<void>;
};

/** `target`: where Rapport is now; tests restart it. */
export async function openFront(target: () => string): Promise<Front> {
  const front = { road: 'pass', asked: [], batches: [] } as unknown as Front;
  const passing = new Set<Promise<void>>();
  const server = createServer((asking, answering) => {
    const chunks: Buffer[] = [];
    asking.on('data', (chunk: Buffer) => chunks.push(chunk));
    asking.on('end', () => {
      const body = Buffer.concat(chunks);
      front.asked.push(`${asking.method} ${asking.url}`);
      if (asking.url === '/v1/batch') {
        const { sentAt, batch } = JSON.parse(body.toString());
        front.batches.push({ at: performance.now(), headers: asking.headers, sentAt, batch });
        if (front.road === 'silent') return;
        if (typeof front.road === 'object') return refuse(answering, front.road);
      }
      const losesAnswer = front.road === 'deaf' && asking.method === 'POST';
      const passed = passOn(target(), asking, body, answering, losesAnswer);
      passing.add(passed);
      void passed.then(() => passing.delete(passed));
    });
  });
  return Object.assign(front, {
    url: await listen(server),
    messages: () => front.batches.flatMap(({ batch }) => batch),
    async passed() {
      while (passing.size > 0) await Promise.all(passing);
    },
    close: () => closeServer(server),
  });
}

function refuse(answering: ServerResponse, { status, retryAfter }: Exclude<Road, string>): void {
  const wait = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  const cors = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after' };
  answering.writeHead(status, { ...cors, ...wait }).end();
}

/** Resolves when the server has answered, or cannot. */
function passOn(
  target: string,
  asking: IncomingMessage,
  body: Buffer,
  answering: ServerResponse,
  losesAnswer: boolean,
): Promise<void> {
  const { method, headers } = asking;
  return new Promise((resolve) => {
    const passing = request(target + asking.url, { method, headers }, (answer) => {
      resolve();
      if (losesAnswer) {
        answering.destroy();
        return;
      }
      answering.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(answering);
    });
    passing.on('error', () => {
      resolve();
      answering.destroy();
    });
    passing.end(body);
  });
}
