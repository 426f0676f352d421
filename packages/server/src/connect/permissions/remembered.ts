// Statements of people who come again and again, remembered from batch to batch: reading them is most of what permissions cost
// a message.
//
// A row of `permissions` gets another version with each writing, and no version is given twice. What was read of a version
// therefore holds for as long as the row has it, whoever writes meanwhile, and also when the transaction in which it was read
// comes to nothing. So only versions are asked for, which are short, and statements of those that are not known.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Statement } from '../../respect/consents/index.ts';
import { listStatementRows, listStatementVersions } from './store.ts';

export type StatementMemory = {
  /** Of those people about whom something was said; the same list as long as nothing else is said. */
  list(scope: Scope<Queryable>, profileIds: readonly number[]): Promise<Map<number, readonly Statement[]>>;
};

type Entry = { version: number; statements: readonly Statement[] };

/** So many people are remembered, and as many again who came before them. */
const rememberedMax = 20_000;

export function openStatementMemory(max = rememberedMax): StatementMemory {
  let [recent, earlier] = [new Map<number, Entry>(), new Map<number, Entry>()];

  function remember(profileId: number, entry: Entry): void {
    if (recent.size >= max && !recent.has(profileId)) [recent, earlier] = [new Map(), recent];
    recent.set(profileId, entry);
  }

  return {
    async list(scope, profileIds) {
      const versions = await listStatementVersions(scope, profileIds);
      const known = new Map<number, readonly Statement[]>();
      const unknown: number[] = [];
      for (const [id, version] of versions) {
        const entry = recent.get(id) ?? earlier.get(id);
        if (entry?.version !== version) {
          unknown.push(id);
          continue;
        }
        remember(id, entry);
        known.set(id, entry.statements);
      }
      for (const { profile_id: id, version, statements } of await listStatementRows(scope, unknown)) {
        remember(id, { version, statements });
        known.set(id, statements);
      }
      return known;
    },
  };
}
