// Finds the source of a write key without asking the database for each request.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Source } from './model.ts';
import { listAllSources } from './store.ts';

export type SourceKeys = {
  /** The source of this key. An unknown key is looked up again at most once a second. */
  find(writeKey: string): Promise<Source | undefined>;
  /** Reads all sources anew: after a change here, and every few seconds for changes elsewhere. */
  refresh(): Promise<void>;
  close(): void;
};

const refreshMs = 5000;
const unknownKeyRefreshMs = 1000;

export async function openSourceKeys(db: Queryable): Promise<SourceKeys> {
  let byKey = new Map<string, Source>();
  let refreshedAt = 0;
  let reading: Promise<void> = Promise.resolve();

  async function read(): Promise<void> {
    byKey = new Map((await listAllSources(db)).map((source) => [source.write_key, source]));
  }

  /** One after the other, so that an older answer never replaces a newer one. */
  function refresh(): Promise<void> {
    refreshedAt = performance.now();
    reading = reading.then(read, read);
    return reading;
  }

  await refresh();
  // While the database is away the known keys keep their meaning.
  const timer = setInterval(() => void refresh().catch(() => {}), refreshMs);
  timer.unref();
  return {
    refresh,
    async find(writeKey) {
      const known = byKey.get(writeKey);
      if (known !== undefined) return known;
      // Also who does not ask anew waits for the answer under way: many clients drop for good what is answered 401.
      await (performance.now() - refreshedAt > unknownKeyRefreshMs ? refresh() : reading);
      return byKey.get(writeKey);
    },
    close: () => clearInterval(timer),
  };
}
