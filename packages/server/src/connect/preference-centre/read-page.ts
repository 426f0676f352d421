// All that the page of choices shows, read side by side.
import type { Clock } from '../../platform/clock/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { ContactPoint } from '../../respect/preferences/index.ts';
import type { NormalForm } from '../../respect/suppression/index.ts';
import type { SuppressionList } from '../permissions/index.ts';
import { type Choices, listChoices } from './choices/choices.ts';
import type { Shown } from './choices/choices-page.ts';
import { findKnown, listHeld, runningOf } from './held/held.ts';
import { listReceived } from './held/received.ts';
import { listAsked } from './requests/requests.ts';
import { listWishes } from './wishes/wishes.ts';

type Deps = { clock: Clock; suppressions: SuppressionList; normalForm: NormalForm };

/** `tellsHeld`: whether the company tells here what it holds, and who received it. */
export async function readPage(
  deps: Deps,
  scope: Scope,
  contact: ContactPoint,
  { tellsHeld }: { tellsHeld: boolean },
): Promise<Shown & Pick<Choices, 'asked'>> {
  const at = deps.clock.nowMs();
  const [choices, known, { wishes, open }] = await Promise.all([
    listChoices(scope, contact, at, deps.suppressions),
    tellsHeld ? findKnown(scope, contact) : undefined,
    readSaid(),
  ]);
  const nothing = { held: tellsHeld ? [] : undefined, received: { receivers: [], exportedAt: null } };
  if (known === undefined) return { ...choices, ...wishes, open, ...nothing };
  const [held, received] = await Promise.all([
    listHeld(scope, known, runningOf(choices)),
    listReceived(scope, known, choices, at),
  ]);
  return { ...choices, ...wishes, held, received, open };

  /** What was said and asked by the contact point, which the rules read once. */
  async function readSaid() {
    const point = await deps.normalForm(scope, contact);
    const [wishes, open] = await Promise.all([
      listWishes(scope, point, at),
      listAsked(scope, contact, point),
    ]);
    return { wishes, open };
  }
}
