// Rows that nobody waits for: gathered, and written together many times a second.
//
// What a crash takes is what was gathered in the last moments. A database that does not answer is tried again; when more
// waits than memory should hold, the oldest rows are dropped, and the log says how many. When it closes, nothing is left
// to be tried again: a timer would keep the process from ending.
import type { Log } from '../log/index.ts';

export type Gathering<Row> = {
  add(row: Row): void;
  /** Returns when all that was added before is written, or could not be. */
  flush(): Promise<void>;
  close(): Promise<void>;
};

const everyMs = 50;
const retryMs = 1000;
const waitingMax = 50_000;

/** `what` names the rows in the log. */
export function openGathering<Row>(
  write: (rows: readonly Row[]) => Promise<void>,
  log: Log,
  what: string,
): Gathering<Row> {
  let waiting: Row[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let writing: Promise<void> = Promise.resolve();

  async function writeWaiting(): Promise<void> {
    timer = undefined;
    const rows = waiting;
    waiting = [];
    if (rows.length === 0) return;
    try {
      await write(rows);
    } catch (error) {
      waiting = [...rows, ...waiting];
      const dropped = Math.max(0, waiting.length - (isClosed ? 0 : waitingMax));
      waiting = waiting.slice(dropped);
      log.warn({ what, dropped, code: (error as { code?: string }).code }, 'Rows wait to be kept');
      if (!isClosed) timer ??= setTimeout(start, retryMs);
    }
  }
  function start(): void {
    writing = writing.then(writeWaiting);
  }
  function flush(): Promise<void> {
    clearTimeout(timer);
    start();
    return writing;
  }

  return {
    add(row) {
      waiting.push(row);
      // An answer that was on its way when the server stopped may still add some: written at once or not at all.
      if (isClosed) start();
      else timer ??= setTimeout(start, everyMs);
    },
    flush,
    async close() {
      isClosed = true;
      await flush();
    },
  };
}
