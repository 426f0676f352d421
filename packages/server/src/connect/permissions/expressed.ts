// From the signals of messages to consent events: what is recorded of what was said, and by whom it was said.
//
// An ordinary message carries what a banner holds at the moment, so only the call that tells of a choice is recorded. What
// opts out is recorded from any message, once for each identifier. A browser that sends Global Privacy Control says it for
// whoever uses it; an opt-out in a string of the GPP is a choice that a person made in a banner, like any other of theirs,
// and a later consent answers it. The same string comes with all that follows, so after such a consent only another string
// is another choice.
import type { Message } from '@rapport/protocol';
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import {
  type ConsentEvent,
  effectiveMsOf,
  isPositive,
  type Statement,
} from '../../respect/consents/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import type { ReadSignals, SignalStatement } from '../../respect/signals/index.ts';
import { findNoticesRead, type NoticeRead } from './notices-read.ts';
import type { PermissionItem } from './record.ts';
import { findEvidence } from './store.ts';

/** The calls by which a consent banner tells what was chosen. */
const choiceEvents = new Set(['Segment Consent Preference Updated', 'Consent Preference Updated']);
const isChoice = ({ type, event }: Message): boolean => type === 'track' && choiceEvents.has(event ?? '');

export type Speaking = {
  item: PermissionItem;
  signals: ReadSignals;
  identifierIds: number[];
  /** What was said about the person before. */
  statements: readonly Statement[];
};

export async function listExpressed(
  scope: Scope<Queryable>,
  speaking: readonly Speaking[],
  purposes: readonly Purpose[],
): Promise<ConsentEvent[]> {
  const evidence = await findEvidence(
    scope,
    speaking.flatMap(({ statements, signals }) =>
      signals.statements.flatMap((signal) => listAnswered(statements, signal, purposes)),
    ),
  );
  const chosen = speaking.map(({ item }) => item.message).filter(isChoice);
  const noticeReadOf = await findNoticesRead(scope, chosen);
  const events = speaking.flatMap((one) =>
    one.signals.statements.flatMap((signal): ConsentEvent[] => {
      const optsOut = signal.state === 'opted_out';
      if (!optsOut && !isChoice(one.item.message)) return [];
      const purpose = purposes.find(({ slug }) => slug === signal.purpose);
      if (purpose === undefined) return [];
      const on = optsOut ? listUnheard(signal, purpose, one, evidence) : one.identifierIds;
      if (on.length === 0) return [];
      // What a browser says, nobody has read anything for.
      const read = optsOut ? undefined : noticeReadOf(one.item.message, purpose);
      return [withNotice(toEvent(one.item, signal, purpose, on, one.signals.kept), read)];
    }),
  );
  return dropRepeated(events);
}

/** Opt-outs by this signal after which the person consented. */
function listAnswered(
  statements: readonly Statement[],
  { purpose: slug, state, method }: SignalStatement,
  purposes: readonly Purpose[],
): number[] {
  if (state !== 'opted_out' || isOfBrowser(method)) return [];
  const about = statements.filter(({ p }) =>
    purposes.some(({ bit, slug: own }) => bit === p && own === slug),
  );
  return about.flatMap(({ e, m, t }) =>
    m === method && about.some((later) => isPositive(later.s) && later.t >= t) ? [e] : [],
  );
}

const isOfBrowser = (method: string): boolean => method === 'gpc';

/** The identifiers on which this was not recorded yet. */
function listUnheard(
  { method }: SignalStatement,
  { bit }: Purpose,
  { identifierIds, statements, signals }: Speaking,
  evidence: ReadonlyMap<number, Record<string, unknown>>,
): number[] {
  const about = statements.filter(({ p }) => p === bit);
  const isSame = ({ e }: Statement): boolean => {
    const told = evidence.get(e);
    return told === undefined || carrierOf(told) === carrierOf(signals.kept);
  };
  return identifierIds.filter((id) => {
    const own = about.filter(({ i }) => i.includes(id));
    return !own.some((one) => one.m === method && isSame(one));
  });
}

/** The string that opted out. */
const carrierOf = ({ gpp, gppString }: Record<string, unknown>): string => JSON.stringify([gpp, gppString]);

function toEvent(
  { messageId, timestampMs, receivedMs, source, imported }: PermissionItem,
  { state, method }: SignalStatement,
  purpose: Purpose,
  identifierIds: number[],
  kept: Record<string, unknown>,
): ConsentEvent {
  return {
    ...{ identifierIds, purpose: purpose.slug, purposeVersion: purpose.version, state, method },
    consentType: 'expressed',
    eventMs: timestampMs,
    effectiveMs: imported ? Math.min(timestampMs, receivedMs) : effectiveMsOf(state, timestampMs, receivedMs),
    receivedMs,
    validUntilMs: null,
    expressedBy: isOfBrowser(method) ? 'user_agent' : 'subject',
    ...{ noticeHash: null, language: null, jurisdiction: null },
    ...{ sourceId: source.id, messageId, recordedBy: null, reason: null },
    unproven: imported && state === 'given',
    resolves: [],
    evidence: kept,
  };
}

/** A consent is to what the notice said: the purpose may have another meaning since. */
function withNotice(event: ConsentEvent, read: NoticeRead | undefined): ConsentEvent {
  if (read === undefined) return event;
  const given = isPositive(event.state) && { purposeVersion: read.version };
  return { ...event, ...given, noticeHash: read.hash, language: read.language };
}

/** Of opt-outs that come several times in a batch the first is enough. */
function dropRepeated(events: readonly ConsentEvent[]): ConsentEvent[] {
  const said = new Set<string>();
  return events.flatMap((event) => {
    if (event.state !== 'opted_out') return [event];
    const key = (id: number): string =>
      `${event.purpose} ${event.method} ${isOfBrowser(event.method) ? '' : carrierOf(event.evidence)} ${id}`;
    const on = event.identifierIds.filter((id) => !said.has(key(id)));
    for (const id of on) said.add(key(id));
    return on.length === 0 ? [] : [{ ...event, identifierIds: on }];
  });
}
