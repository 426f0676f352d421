// Who received what is held about somebody, for the person: by recipient what of it may go there, and what did and when last.
//
// The record is the gate's: whoever hands data to somebody outside asks it first, naming the recipient. Where nobody was let
// have anything it says so, and by which rules they may. And whether it lay in a file that a member took out.
import type { Scope } from '../../../platform/workspaces/index.ts';
import { decide } from '../../../respect/gate/index.ts';
import type { Purpose } from '../../../respect/purposes/index.ts';
import { findLastExported } from '../../../respect/reads/index.ts';
import { getTransfersOf, type RecipientRecord, toDestination } from '../../../respect/recipients/index.ts';
import { type LetGo, listLetGo } from '../../consent-changes/index.ts';
import { listIdsOf } from '../../identity/index.ts';
import type { Choices } from '../choices/choices.ts';
import { type Known, kindOf, kindsFor, runningOf } from './held.ts';

export type Receiver = {
  name: string;
  /** ISO 3166; null where nobody has said. */
  country: string | null;
  /** Keys of `Texts.kinds`, and the purposes by which it may have them now. */
  may: { kinds: string[]; purposes: Purpose[] };
  /** What it was let have, and when last; the latest first. */
  had: { kind: string; at: string }[];
};

export type Received = {
  receivers: Receiver[];
  /** When it last lay in a file that was taken out of here. */
  exportedAt: string | null;
};

export async function listReceived(
  scope: Scope,
  known: Known,
  choices: Choices,
  at: number,
): Promise<Received> {
  const ids = await listIdsOf(scope, known.profileId);
  const [{ recipients, rules }, letGo, exported] = await Promise.all([
    getTransfersOf(scope, choices.asked.transfers),
    listLetGo(scope, ids),
    findLastExported(scope, ids),
  ]);
  const running = runningOf(choices);
  const slugs = new Set([
    ...letGo.map(({ recipient }) => recipient),
    ...running.flatMap((purpose) => purpose.recipients),
  ]);
  const receivers = [...slugs].map((slug): Receiver => {
    const recipient = toDestination(recipients, rules, slug);
    const mayHave = (purpose: Purpose): boolean =>
      decide(choices.asked.subject, { purpose, recipient, at }).decision === 'permit';
    const purposes = running.filter((purpose) => purpose.recipients.includes(slug) && mayHave(purpose));
    const kinds = [...new Set(purposes.flatMap((purpose) => kindsFor(known, purpose)))];
    return {
      ...nameOf(slug, recipients),
      may: { kinds, purposes: kinds.length === 0 ? [] : purposes },
      had: toHad(
        letGo.filter(({ recipient }) => recipient === slug),
        known,
        choices,
      ),
    };
  });
  const told = receivers.filter(({ may, had }) => may.kinds.length > 0 || had.length > 0);
  return {
    receivers: told.toSorted((a, b) => a.name.localeCompare(b.name)),
    exportedAt: exported?.at.toISOString() ?? null,
  };
}

/** A recipient that nobody has written down is called by its slug. */
export function nameOf(
  slug: string,
  recipients: readonly RecipientRecord[],
): Pick<Receiver, 'name' | 'country'> {
  const record = recipients.find((one) => one.slug === slug);
  return { name: record?.name ?? slug, country: record?.country ?? null };
}

/** Where it was not said what, it is all that the purpose may use; where there is no such purpose any more, all there is. */
function toHad(letGo: readonly LetGo[], known: Known, { asked: { purposes } }: Choices): Receiver['had'] {
  const last = new Map<string, string>();
  for (const { purpose: slug, categories, at } of letGo) {
    const purpose = purposes.find((one) => one.slug === slug);
    const all = () => (purpose === undefined ? known.data.map(({ kind }) => kind) : kindsFor(known, purpose));
    for (const kind of categories?.map(kindOf) ?? all()) {
      const time = at.toISOString();
      if ((last.get(kind) ?? '') < time) last.set(kind, time);
    }
  }
  return [...last]
    .map(([kind, time]) => ({ kind, at: time }))
    .toSorted((a, b) => b.at.localeCompare(a.at) || a.kind.localeCompare(b.kind));
}
