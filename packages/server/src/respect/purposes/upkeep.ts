// Keeping data in order, rather than using it: who is who, and messages that nobody could store yet.
//
// What is listed there is of many people, or of nobody who is known, so it cannot be asked of each whether they permit it. It is
// read for purposes that nobody is asked about, because a contract or the law needs them.
import { AppError } from '@rapport/protocol';
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Purpose } from './model.ts';
import { getPurpose } from './store.ts';

/** The purpose that a read of upkeep names. Throws `purpose_required`, `purpose_unknown`, or `forbidden` for any other. */
export async function getUpkeepPurpose(scope: Scope<Queryable>, slug: unknown): Promise<Purpose> {
  const purpose = await getPurpose(scope, slug);
  if (purpose.consent_model === 'none') return purpose;
  throw new AppError(
    'forbidden',
    `"${purpose.slug}" depends on what each person permits, which cannot be asked here. Name a purpose that rests on contract or law, such as service or compliance.`,
  );
}
