// A press in the centre becomes a consent event, with the notice that stood beside the button. When it returns, every decision knows.

import type { Scope } from '../../../platform/workspaces/index.ts';
import { hashNotice, publishNotice } from '../../../respect/consents/index.ts';
import type { ContactPoint } from '../../../respect/preferences/index.ts';
import { express } from '../../consent-changes/index.ts';
import type { Texts } from '../texts/index.ts';
import { noticeOf } from '../wording.ts';
import { type Choice, listChoices, toExpressed } from './choices.ts';

/** Through whom what is said here comes: nobody's key, and nobody who is a member. */
export const recordedBy = 'preference_centre';

type Deps = Omit<Parameters<typeof express>[0], 'by'>;
/** `notice`: the hash of what was read, where something was. */
type Press = { purpose: string; wanted: 'on' | 'off'; notice: string | undefined };

/** `changed`: what was read is not what stands there now, so nothing was chosen. `unknown`: there is nothing to choose. */
export async function choose(
  deps: Deps,
  scope: Scope,
  contact: ContactPoint,
  { purpose: slug, wanted, notice: read }: Press,
  texts: Texts,
): Promise<'saved' | 'changed' | 'unknown'> {
  const { choices } = await listChoices(scope, contact, deps.clock.nowMs(), deps.suppressions);
  const choice = choices.find(({ purpose }) => purpose.slug === slug);
  if (choice === undefined) return 'unknown';
  const notice = noticeOf(choice.purpose, texts);
  // A no holds whatever stood there.
  if (wanted === 'on' && read !== hashNotice(notice.text)) return 'changed';
  await scope.db.transaction((tx) =>
    publishNotice({ ...scope, db: tx }, notice, deps.clock.now(), recordedBy),
  );
  await record(deps, scope, contact, choice, {
    ...{ wanted, method: 'preference_centre', notice: hashNotice(notice.text), language: texts.language },
  });
  return 'saved';
}

/** One press in a message, or by the mail program: no page was read. */
export async function stop(
  deps: Deps,
  scope: Scope,
  contact: ContactPoint,
  isStopped: (slug: string) => boolean,
): Promise<void> {
  const { choices } = await listChoices(scope, contact, deps.clock.nowMs(), deps.suppressions);
  // What is off by what was said stays as it was said.
  const isSaid = ({ state, reason }: Choice): boolean =>
    state === 'off' && reason.consent_event !== undefined;
  const running = choices.filter((choice) => isStopped(choice.purpose.slug) && !isSaid(choice));
  for (const choice of running)
    await record(deps, scope, contact, choice, { wanted: 'off', method: 'one_click' });
}

type How =
  | { wanted: 'on' | 'off'; method: 'preference_centre'; notice: string; language: string }
  | { wanted: 'off'; method: 'one_click' };

async function record(
  deps: Deps,
  scope: Scope,
  contact: ContactPoint,
  choice: Choice,
  { wanted, ...how }: How,
): Promise<void> {
  await express({ ...deps, by: recordedBy }, scope, {
    ...{ subject: contact, purpose: choice.purpose.slug, expressed_by: 'subject', evidence: {} },
    ...toExpressed(choice, wanted),
    ...how,
  });
}
