// What went over the edge: the ids of messages whose last bytes were written, in a file, until the database knows it.
//
// A mail that a server has taken cannot be asked for: whether it went is known here alone. The database is told in the transaction in
// which the bytes go, but its commit takes a millisecond, and a process can be killed in it. A line in a file takes some microseconds,
// is written in the same breath as the bytes, and is still there when the process is gone (the system has it; only a loss of power may
// take it). So after a crash each message is one of three: still in hand and not in the file, so it never went and is sent; in the file,
// so it went; or told by the database.
import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export type Journal = {
  /** Just before the last bytes. */
  add(id: number): void;
  /** The database knows all that was added; nothing else is on its way. */
  clear(): void;
  /** What an earlier process left. */
  readonly left: ReadonlySet<number>;
  close(): void;
};

export function openJournal(dataDir: string): Journal {
  const path = join(dataDir, 'handing-over.journal');
  const file = openSync(path, 'a+', 0o600);
  // A line that was cut off by the crash names nothing: its bytes did not go either.
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return {
    left: new Set(lines.map(Number).filter((id) => Number.isSafeInteger(id) && id > 0)),
    add: (id) => void writeSync(file, `${id}\n`),
    clear: () => ftruncateSync(file),
    close: () => closeSync(file),
  };
}
