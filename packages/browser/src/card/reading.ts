// Reads a view as a stream of server-sent events: by fetch, since EventSource can send no token, and again whenever it breaks.
import type { Answer } from './answer.ts';

export type Trouble = { status: number; code: string; message: string };
export type Listener = {
  answer(answer: Answer): void;
  /** Reading ended for good: who asks may not, or nobody is there. */
  end(trouble: Trouble): void;
  /** It failed and is tried again after so long. */
  fail(trouble: Trouble, retryMs: number): void;
};
export type Reading = { close(): void; retryNow(): void };

const [retryMsMin, retryMsMax] = [1000, 60_000];
/** The server sends a comment each half minute: after so much silence nobody is there any more. */
const silenceMsMax = 75_000;
/** What trying again does not mend. */
const final = new Set([400, 401, 403, 404, 422]);
const statusOfEnd: Record<string, number> = {
  card_token_ended: 401,
  unauthorized: 401,
  forbidden: 403,
  profile_not_found: 404,
  view_not_found: 404,
};

export function readView(url: string, token: string, listener: Listener): Reading {
  let stop = new AbortController();
  let isClosed = false;
  let tries = 0;
  let tag: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function run(): Promise<void> {
    stop = new AbortController();
    const own = stop;
    try {
      const { trouble, afterMs } = await readOnce(own);
      if (isClosed || own !== stop) return;
      if (final.has(trouble.status)) listener.end(trouble);
      else again(trouble, afterMs);
    } catch {
      if (!isClosed && own === stop) again({ status: 0, code: 'network', message: '' });
    }
  }

  function again(trouble: Trouble, afterMs = 0): void {
    const backoffMs = Math.min(retryMsMax, retryMsMin * 2 ** tries) * (0.75 + Math.random() / 2);
    const waitMs = Math.max(afterMs, backoffMs);
    tries += 1;
    timer = setTimeout(run, waitMs);
    listener.fail(trouble, waitMs);
  }

  async function readOnce(own: AbortController): Promise<{ trouble: Trouble; afterMs?: number }> {
    const headers = { authorization: `Bearer ${token}`, ...(tag && { 'last-event-id': tag }) };
    let silence = setTimeout(() => own.abort(), silenceMsMax);
    try {
      // Never with cookies: what the page may see is what its token opens.
      const response = await fetch(url, {
        headers,
        credentials: 'omit',
        cache: 'no-store',
        signal: own.signal,
      });
      if (!response.ok || response.body === null) {
        const afterMs = Number(response.headers.get('retry-after') ?? 0) * 1000;
        return { trouble: await toTrouble(response), afterMs };
      }
      for await (const { event, data, id } of eachEvent(response.body)) {
        clearTimeout(silence);
        silence = setTimeout(() => own.abort(), silenceMsMax);
        if (event === 'end') return { trouble: toEnd(data) };
        if (event !== 'view' || isClosed) continue;
        tries = 0;
        tag = id || undefined;
        listener.answer(JSON.parse(data, keepDigits));
      }
      return { trouble: { status: 0, code: 'network', message: '' } };
    } finally {
      clearTimeout(silence);
    }
  }

  void run();
  return {
    close() {
      isClosed = true;
      clearTimeout(timer);
      stop.abort();
    },
    retryNow() {
      clearTimeout(timer);
      stop.abort();
      void run();
    },
  };
}

/** A number with more digits than a number here can have keeps them as text, where the browser tells them. */
function keepDigits(_key: string, value: unknown, { source }: { source?: string } = {}): unknown {
  const isCut = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
  return isCut && source !== undefined ? source : value;
}

type Sent = { event: string; data: string; id: string };

/** Comments come as events without a name, so that whoever waits knows that somebody is there. */
export async function* eachEvent(body: ReadableStream<Uint8Array>): AsyncGenerator<Sent> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + value).replace(/\r\n?/g, '\n').split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) yield toSent(block);
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}

function toSent(block: string): Sent {
  const sent: Sent = { event: '', data: '', id: '' };
  const data: string[] = [];
  for (const line of block.split('\n')) {
    // A line separator of Unicode may stand in a value, and is no end of it.
    const [, name, value = ''] = /^(\w+): ?(.*)$/s.exec(line) ?? [];
    if (name === 'data') data.push(value);
    else if (name === 'event' || name === 'id') sent[name] = value;
  }
  return { ...sent, data: data.join('\n') };
}

async function toTrouble(response: Response): Promise<Trouble> {
  const { error } = await response.json().catch(() => ({}));
  return { status: response.status, code: error?.code ?? '', message: error?.message ?? '' };
}

function toEnd(data: string): Trouble {
  const { code = '', message = '' } = JSON.parse(data);
  return { status: statusOfEnd[code] ?? 0, code, message };
}
