// All that the page of choices shows, read side by side.
import type { Scope } from '../../platform/workspaces/index.ts';
import type { ContactPoint } from '../../respect/preferences/index.ts';
import { type Choices, listChoices } from './choices/choices.ts';
import type { Shown } from './choices/choices-page.ts';
import { findKnown, listHeld, runningOf } from './held/held.ts';
import { listReceived } from './held/received.ts';
import { listAsked } from './requests/requests.ts';
import { listWishes } from './wishes/wishes.ts';

type Deps = Parameters<typeof listWishes>[0];

/** `tellsHeld`: whether the company tells here what it holds, and who received it. */
export async function readPage(
  deps: Deps,
  scope: Scope,
  contact: ContactPoint,
  { tellsHeld }: { tellsHeld: boolean },
): Promise<Shown & Pick<Choices, 'asked'>> {
  const at = deps.clock.nowMs();
  const [choices, known, wishes, open] = await Promise.all([
    listChoices(scope, contact, at, deps.suppressions),
    tellsHeld ? findKnown(scope, contact) : undefined,
    listWishes(deps, scope, contact),
    listAsked(deps, scope, contact),
  ]);
  const nothing = { held: tellsHeld ? [] : undefined, received: { receivers: [], exportedAt: null } };
  if (known === undefined) return { ...choices, ...wishes, open, ...nothing };
  const [held, received] = await Promise.all([
    listHeld(scope, known, runningOf(choices)),
    listReceived(scope, known, choices, at),
  ]);
  return { ...choices, ...wishes, held, received, open };
}
