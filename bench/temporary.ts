// What must be gone when a benchmark ends, also when it is interrupted: processes first, then folders.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Ending = () => Promise<void>;
const endings = new Set<Ending>();

async function endNow(): Promise<void> {
  // The newest first, as they were built upon each other.
  for (const end of [...endings].reverse()) await end().catch(() => undefined);
  process.exit(130);
}
process.once('SIGINT', endNow).once('SIGTERM', endNow);
// Whoever started us is gone. Listening for that must not keep us from ending.
process.once('disconnect', endNow);
process.channel?.unref();

/** Something that ends with the block it was made in (`await using`), or when the benchmark is interrupted. */
export function endLater(work: Ending): Ending {
  let running: Promise<void> | undefined;
  const end: Ending = () => {
    running ??= work().finally(() => endings.delete(end));
    return running;
  };
  endings.add(end);
  return end;
}

export type Folder = { path: string; [Symbol.asyncDispose](): Promise<void> };

/** An empty folder in the place for temporary files. */
export async function makeFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'rapport-bench-'));
  const remove = endLater(() => rm(path, { recursive: true, force: true, maxRetries: 5 }));
  return { path, [Symbol.asyncDispose]: remove };
}
