// The second question, with what a consent may add to it: was this collected for the purpose, or does a later consent cover it?
//
// A purpose may say of itself that its consent covers what was lawfully collected before (`covers_past_data`). Then whoever
// consented to that opens what was collected before they were asked, and only that: nothing from a time at which they denied
// the purpose, or one above it, on any of their identifiers; nothing that came with a refusal of its own; nothing from after
// the consent, of which the snapshots tell. What rests on another ground than consent has no past to open.
import type { Statement } from '../consents/index.ts';
import { includesPurpose, type Permissions, type Purpose, unrefusedMark } from '../purposes/index.ts';
import { decide, listDenials, type Subject } from './model.ts';

type Question = { purpose: Purpose; at: number };

/** A time in which nothing was denied, in milliseconds since 1970, `untilMs` left out. */
export type Span = { fromMs: number; untilMs: number };

/** Of when data may be used that was collected before the person consented. Mostly none. */
export function listCoveredSpans(subject: Subject, { purpose, at }: Question): Span[] {
  if (!purpose.covers_past_data) return [];
  const { decision, reason } = decide(subject, { purpose, at });
  const consent = subject.statements.find(({ e }) => String(e) === reason.consent_event?.id);
  if (decision === 'deny' || consent === undefined || !coversPast(consent, purpose)) return [];
  const about = [purpose.bit, ...purpose.ancestors];
  const moments = subject.statements
    .filter(({ p }) => about.includes(p))
    .flatMap(({ t, u }) => (u === undefined ? [t] : [t, u]))
    .filter((moment) => moment < consent.t)
    .sort((x, y) => x - y);
  const bounds = [Number.NEGATIVE_INFINITY, ...new Set(moments), consent.t];
  return bounds.slice(0, -1).flatMap((fromMs, i) => {
    const untilMs = bounds[i + 1] as number;
    return listDenials(subject, purpose, fromMs).length > 0 ? [] : [{ fromMs, untilMs }];
  });
}

/** What the purpose meant when it was consented to. */
const coversPast = ({ v }: Statement, purpose: Purpose): boolean =>
  (v >= purpose.meaning_version ? purpose : purpose.earlier[v])?.covers_past_data === true;

/** Whether a datum with this snapshot, from this moment, may be used for the purpose. */
export type WasCollected = (permissions: Permissions, collectedMs: number) => boolean;

export function openSecondQuestion(subject: Subject, question: Question): WasCollected {
  const spans = listCoveredSpans(subject, question);
  return function wasCollected(permissions, collectedMs) {
    if (includesPurpose(permissions, question.purpose)) return true;
    if ((permissions & unrefusedMark) === 0n) return false;
    return spans.some(({ fromMs, untilMs }) => fromMs <= collectedMs && collectedMs < untilMs);
  };
}
