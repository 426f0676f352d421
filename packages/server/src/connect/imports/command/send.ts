// Sending batches to POST /v1/import: patient with a busy or restarting server, plain about what cannot work.
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
  const headers = {
    'content-type': 'application/json',
    authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`,
  };

  return async function send(json) {
    const body = `{"batch":[${json.join(',')}]}`;
    for (let failures = 0; ; ) {
      const answer = await post(`${url}/v1/import`, headers, body, signal);
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

type Answer =
  | { kind: 'done' }
  | { kind: 'busy'; seconds: number; message: string }
  | { kind: 'failed' | 'refused'; message: string };

async function post(
  url: string,
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]),
    });
    const text = await response.text();
    return judge(response, text);
  } catch (error) {
    signal.throwIfAborted();
    const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
    return {
      kind: 'failed',
      message: `${new URL(url).origin} cannot be reached (${cause?.code ?? cause?.message ?? (error as Error).message})`,
    };
  }
}

function judge(response: Response, text: string): Answer {
  const { status } = response;
  if (status >= 200 && status < 300) return { kind: 'done' };
  const message = readMessage(text) ?? `status ${status}`;
  if (status === 429) {
    const seconds = Number(response.headers.get('retry-after'));
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
