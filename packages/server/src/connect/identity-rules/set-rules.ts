// Setting the rules: a new version, between two batches of the pipeline.
import { AppError } from '@rapport/protocol';
import type { Database } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { getRules, type Maker, type RulesInput, recordRules } from '../identity/index.ts';
import type { Pipeline } from '../pipeline/index.ts';
import { beginApplication } from './store.ts';

/**
 * From the next message on these rules hold, and following them for what was there before is begun. Throws `conflict` where
 * somebody set others than those that the caller has seen.
 */
export function setRules(
  { takeTurn }: Pick<Pipeline, 'takeTurn'>,
  { workspaceId }: Scope<Database>,
  { input, expected }: { input: RulesInput; expected: number | undefined },
  { by, reason }: Maker,
): Promise<void> {
  return takeTurn(async function set({ tx, at }) {
    const scope = { db: tx, workspaceId };
    const { version } = await getRules(scope);
    if (expected !== undefined && expected !== version)
      throw new AppError(
        'conflict',
        `Somebody set the rules meanwhile: the newest version is ${version}. Read them, and decide again.`,
        { version },
      );
    await recordRules(scope, { version: version + 1, input }, { by, reason, at });
    await beginApplication(scope, version + 1, at);
    return { answer: undefined, profileLines: [] };
  }, true);
}
