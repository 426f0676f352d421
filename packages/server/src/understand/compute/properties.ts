// Columns for the properties that definitions ask.
import { addPropertyColumns } from '../../connect/events/index.ts';
import type { Log } from '../../platform/log/index.ts';
import type { Definition } from '../definitions/index.ts';
import { compileFor } from './evaluate.ts';
import type { Computing } from './people.ts';

/** Makes those that are missing. Without one the same is found, only slower: so what fails here holds up nobody. */
export async function keepProperties(
  deps: Computing & { log: Log },
  workspaceId: number,
  all: readonly Definition[],
): Promise<void> {
  try {
    const momentMs = deps.now().getTime();
    const { properties } = await compileFor(deps, workspaceId, { all, asked: all, momentMs, wakes: 'any' });
    await addPropertyColumns(deps.clickhouse, properties);
  } catch (error) {
    deps.log.warn({ err: error }, 'A property that definitions ask got no column: it is read more slowly');
  }
}
