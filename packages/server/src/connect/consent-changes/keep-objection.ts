// What is expressed about somebody who must not be collected, and of whom nothing is known.
//
// Nobody is made of it: the identifier would be stored in plain, which is what its entry forbids. A denial is kept as the
// smallest record that holds: an entry of the list, by keyed hash, that forbids contact on the channel of the purpose, or
// sale and sharing. So it holds on when collecting is permitted again. A denial of anything else is contained in the entry
// that is there: nothing of them is collected. Nobody can consent for them: first they come back, and the entry is lifted.
// (docs/decisions/0017)
import { AppError } from '@rapport/protocol';
import type { Scope } from '../../platform/workspaces/index.ts';
import { isNegative } from '../../respect/consents/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import type { NewSuppression, Suppressions } from '../../respect/suppression/index.ts';
import { findProfileId, type Identifier, withHashedForm } from '../identity/index.ts';
import type { Expressed } from './express.ts';

export type KeepingList = Pick<Suppressions, 'any' | 'stopsAny' | 'listSuppressed' | 'record'>;

/** Whether this is somebody who must not be collected, and of whom nothing is known. */
export async function isUncollected(
  scope: Scope,
  identifier: Identifier,
  suppressions: KeepingList,
): Promise<boolean> {
  if (!suppressions.stopsAny(scope.workspaceId)) return false;
  const found = await suppressions.listSuppressed(scope, [withHashedForm(identifier)]);
  const isStopped = found.some(({ scope: of }) => of === 'no_collect' || of === 'no_recollect');
  return isStopped && (await findProfileId(scope, identifier)) === undefined;
}

/** Throws `consent_invalid` for what is no denial. */
export async function keepObjection(
  scope: Scope,
  identifier: Identifier,
  told: Expressed,
  purposes: readonly Purpose[],
  { suppressions, by }: { suppressions: KeepingList; by: string },
): Promise<void> {
  if (!isNegative(told.state))
    throw new AppError(
      'consent_invalid',
      'This identifier must not be collected, so nothing but a denial can be recorded for it. Lift its suppression first, where the person came back by an act of their own.',
    );
  const base = {
    ...{ identifier: withHashedForm(identifier), legalRef: null, reviewAt: null },
    reason: `${told.state} by ${told.method}`,
  };
  const items = purposes.flatMap(({ channel, gpc_effect }): NewSuppression[] => [
    ...(channel === null ? [] : [{ ...base, scope: 'no_contact' as const, channel }]),
    ...(gpc_effect === 'deny' ? [{ ...base, scope: 'no_sale_share' as const, channel: '*' }] : []),
  ]);
  if (items.length > 0) await suppressions.record(scope, items, by);
}
