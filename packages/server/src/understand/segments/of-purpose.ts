// A segment, for whoever reads it for its own purpose and no other.
import { AppError } from '@rapport/protocol';
import type { Scope } from '../../platform/workspaces/index.ts';
import { getPurpose, type Purpose } from '../../respect/purposes/index.ts';
import { type Definition, findDefinition } from '../definitions/index.ts';

/** Throws `purpose_required`, `purpose_unknown`, `definition_not_found` or `purpose_not_of_segment`. */
export async function findOfPurpose(
  scope: Scope,
  name: string,
  slug: unknown,
): Promise<{ segment: Definition; purpose: Purpose }> {
  const purpose = await getPurpose(scope, slug);
  const segment = await findDefinition(scope, 'segment', name);
  if (purpose.slug !== segment.purpose)
    throw new AppError(
      'purpose_not_of_segment',
      `The segment is for "${segment.purpose}". Read it for that.`,
    );
  return { segment, purpose };
}
