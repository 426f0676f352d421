// All that the page of choices shows, read side by side.
import type { Scope } from '../../platform/workspaces/index.ts';
import type { ContactPoint } from '../../respect/preferences/index.ts';
import { listChoices } from './choices.ts';
import type { Shown } from './choices-page.ts';
import { findKnown, listHeld, runningOf } from './held.ts';
import { listReceived } from './received.ts';
import { listAsked } from './requests.ts';
import { listWishes } from './wishes.ts';

type Deps = Parameters<typeof listWishes>[0];

export async function readPage(deps: Deps, scope: Scope, contact: ContactPoint): Promise<Shown> {
  const at = deps.clock.nowMs();
  const [choices, known, wishes, open] = await Promise.all([
    listChoices(scope, contact, at, deps.suppressions),
    findKnown(scope, contact),
    listWishes(deps, scope, contact),
    listAsked(deps, scope, contact),
  ]);
  const nothing = { held: [], received: { receivers: [], exportedAt: null } };
  if (known === undefined) return { ...choices, ...wishes, open, ...nothing };
  const [held, received] = await Promise.all([
    listHeld(scope, known, runningOf(choices)),
    listReceived(scope, known, choices, at),
  ]);
  return { ...choices, ...wishes, held, received, open };
}
