// Card tokens: what a page of another site holds to read one view of one person for a while.
//
// A token lies in the HTML of that page, so it is encrypted, not only signed: who can see it learns neither whom it is about nor
// who made it, and a token that was changed in one bit opens to nothing.
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import { openSeal, type Seal } from '../../platform/sealing/index.ts';
import type { Grants } from './grants.ts';

export type ViewSubject = { type: string; value: string };

export type CardToken = {
  workspaceId: number;
  view: string;
  /** Null: the view is about the business. */
  subject: ViewSubject | null;
  /** Whose key or membership it lives by. */
  maker: { kind: 'api_key' | 'member'; id: string };
  expiresAtMs: number;
  /** What the maker had of these when it was made. A token gives no more than that, whatever the maker is given later. */
  given: Pick<Grants, 'purposes' | 'unmasked'>;
};

export type CardTokens = {
  seal(token: CardToken): string;
  /** Undefined: not ours, changed, or expired. Which of these is nobody's business. */
  open(text: string): CardToken | undefined;
};

export const cardPrefix = 'card_';

const sealed = z.tuple([
  z.int(),
  z.string(),
  z.tuple([z.string(), z.string()]).nullable(),
  z.enum(['api_key', 'member']),
  z.string(),
  z.number(),
  z.array(z.string()).nullable(),
  z.int(),
  z.array(z.string()),
]);

export async function openCardTokens(db: Database, clock: Clock): Promise<CardTokens> {
  return toCardTokens(await openSeal(db, clock, 'card_tokens'), clock);
}

export const toCardTokens = (seal: Seal, clock: Clock): CardTokens => ({
  seal({ workspaceId, view, subject, maker, expiresAtMs, given: { purposes, unmasked } }) {
    const person = subject && [subject.type, subject.value];
    const text = JSON.stringify([
      ...[workspaceId, view, person, maker.kind, maker.id, expiresAtMs],
      ...[purposes, unmasked.sensitivity, unmasked.categories],
    ]);
    return cardPrefix + seal.seal(text);
  },
  open(token) {
    const text = token.startsWith(cardPrefix) ? seal.open(token.slice(cardPrefix.length)) : undefined;
    if (text === undefined) return undefined;
    // One of a release before holds less, and has ended.
    const { data } = sealed.safeParse(JSON.parse(text));
    if (data === undefined) return undefined;
    const [workspaceId, view, person, kind, id, expiresAtMs, purposes, sensitivity, categories] = data;
    if (expiresAtMs <= clock.nowMs()) return undefined;
    const subject = person && { type: person[0], value: person[1] };
    const given = { purposes, unmasked: { sensitivity, categories } };
    return { workspaceId, view, subject, maker: { kind, id }, expiresAtMs, given };
  },
});
