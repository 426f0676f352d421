// A consent event that comes through the API: recorded between two batches, effective when the call returns.
import { AppError } from '@rapport/protocol';
import type { Clock } from '../../platform/clock/index.ts';
import type { Database, Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import {
  type ConsentEvent,
  type ConsentState,
  type ConsentType,
  type Expresser,
  getNotice,
  isNegative,
  isPositive,
  recordConsentEvents,
  type Statement,
} from '../../respect/consents/index.ts';
import { listRefusals } from '../../respect/gate/index.ts';
import { listPurposes, type Purpose } from '../../respect/purposes/index.ts';
import { type Identifier, linkPurpose, toAsked } from '../identity/index.ts';
import { listHolders, listSubjects, rebuildPermissions } from '../permissions/index.ts';
import type { Pipeline } from '../pipeline/index.ts';
import { toMirrorLines } from '../profiles/index.ts';
import { isUncollected, type KeepingList, keepObjection } from './keep-objection.ts';
import { partDevices } from './part.ts';
import { findOrMakePerson } from './person.ts';

export type Expressed = {
  subject: { type: string; value: string };
  /** A purpose, or `marketing.*` for all of that group. */
  purpose: string;
  state: ConsentState;
  method: string;
  consent_type: ConsentType;
  expressed_by: Expresser;
  notice?: string | undefined;
  language?: string | undefined;
  jurisdiction?: string | undefined;
  event_time?: string | undefined;
  valid_until?: string | undefined;
  reason?: string | undefined;
  /** Ids of consent events that it answers. */
  resolves: string[];
  evidence: Record<string, unknown>;
};

export type Recorded = {
  purpose: string;
  purpose_version: number;
  state: ConsentState;
  event_time: string;
  /** Of somebody who must not be collected no event is kept, but a suppression. */
  kept_as: 'consent_event' | 'suppression';
};

type Deps = {
  pipeline: Pick<Pipeline, 'takeTurn'>;
  clock: Clock;
  suppressions: KeepingList;
  /** The key or member through whom it comes. */
  by: string;
};

/** Records it, one event for each purpose. Throws `purpose_unknown`, `notice_unknown` or `consent_invalid`. */
export async function express(deps: Deps, scope: Scope<Database>, told: Expressed): Promise<Recorded[]> {
  const identifier: Identifier = toAsked(told.subject.type, told.subject.value);
  if (!(await isUncollected(scope, identifier, deps.suppressions)))
    return recordExpressed(deps, scope, told, identifier);
  const purposes = choosePurposes(await listPurposes(scope), told.purpose);
  const { eventMs } = toTimes(told, deps.clock.nowMs());
  await keepObjection(scope, identifier, told, purposes, deps);
  return purposes.map((purpose) =>
    toRecorded(purpose.slug, purpose.version, told.state, eventMs, 'suppression'),
  );
}

const toRecorded = (
  purpose: string,
  version: number,
  state: ConsentState,
  eventMs: number,
  keptAs: Recorded['kept_as'],
): Recorded => ({
  ...{ purpose, purpose_version: version, state },
  event_time: new Date(eventMs).toISOString(),
  kept_as: keptAs,
});

function recordExpressed(
  { pipeline, by }: Deps,
  { workspaceId }: Scope<Database>,
  told: Expressed,
  identifier: Identifier,
): Promise<Recorded[]> {
  return pipeline.takeTurn(async function record(turn) {
    const scope = { db: turn.tx, workspaceId };
    const purposes = choosePurposes(await listPurposes(scope), told.purpose);
    const notice = told.notice === undefined ? undefined : await getNotice(scope, told.notice, told.language);
    const times = toTimes(told, turn.at.getTime());
    const person = await findOrMakePerson(turn, scope, identifier);
    refuseImpossible(told, purposes, times.eventMs);
    const refusals = await findAnswered(scope, person.profileId, told, purposes, times.receivedMs);
    const events = purposes.map((purpose): ConsentEvent => {
      const answered = refusals.filter(({ p }) => p === purpose.bit).flatMap(({ i }) => i);
      return {
        identifierIds: [...new Set([person.identifierId, ...answered])],
        purpose: purpose.slug,
        purposeVersion: purpose.version,
        ...{ state: told.state, consentType: told.consent_type, expressedBy: told.expressed_by },
        ...times,
        effectiveMs: times.eventMs,
        method: told.method,
        noticeHash: notice?.hash ?? null,
        language: told.language ?? notice?.language ?? null,
        jurisdiction: told.jurisdiction ?? null,
        ...{ sourceId: null, messageId: null, recordedBy: by, reason: told.reason ?? null },
        unproven: told.method === 'import' && isPositive(told.state) && notice === undefined,
        resolves: told.resolves.map(Number),
        evidence: told.evidence,
      };
    });
    await recordConsentEvents(scope, events);
    const parts = isNegative(told.state) && purposes.some(({ slug }) => slug === linkPurpose);
    const parted = parts ? await partDevices(turn, scope, person.profileId, by) : [];
    const changed = await listHolders(scope, [
      ...new Set(events.flatMap(({ identifierIds }) => identifierIds)),
    ]);
    await rebuildPermissions(scope, changed);
    const lines = await toMirrorLines(scope, changed, { at: turn.at, version: turn.version });
    return {
      answer: events.map(({ purpose, purposeVersion, state, eventMs }) =>
        toRecorded(purpose, purposeVersion, state, eventMs, 'consent_event'),
      ),
      profileLines: [...person.profileLines, ...parted, ...lines],
      keepsIdentity: !person.isNew && !parts,
    };
  }, true);
}

function choosePurposes(purposes: readonly Purpose[], slug: string): Purpose[] {
  const group = slug.endsWith('.*') ? slug.slice(0, -1) : undefined;
  const chosen = purposes.filter((one) =>
    group === undefined ? one.slug === slug : one.slug.startsWith(group),
  );
  if (chosen.length > 0) return chosen;
  throw new AppError(
    'purpose_unknown',
    `There is no purpose "${slug.slice(0, 80)}" (see GET /api/purposes).`,
  );
}

const clockSkewMs = 5 * 60_000;

function toTimes({ event_time, valid_until, state }: Expressed, nowMs: number) {
  const eventMs = event_time === undefined ? nowMs : Date.parse(event_time);
  if (eventMs > nowMs + clockSkewMs)
    throw new AppError('consent_invalid', 'event_time is in the future: nobody has expressed this yet.');
  const validUntilMs = valid_until === undefined ? null : Date.parse(valid_until);
  if (validUntilMs !== null && validUntilMs <= eventMs)
    throw new AppError('consent_invalid', 'valid_until must be later than event_time.');
  if (validUntilMs !== null && !isPositive(state))
    throw new AppError(
      'consent_invalid',
      'Only a consent ends by itself: leave valid_until out of a refusal.',
    );
  return { eventMs: Math.min(eventMs, nowMs), receivedMs: nowMs, validUntilMs };
}

/** Nobody consents to what did not exist. Consents that another system collected may be older than this one. */
function refuseImpossible({ state, method }: Expressed, purposes: readonly Purpose[], eventMs: number): void {
  const unborn = purposes.find(({ since }) => eventMs < since.getTime());
  if (unborn !== undefined && isPositive(state) && method !== 'import')
    throw new AppError(
      'consent_invalid',
      `event_time is before "${unborn.slug}" was published, on ${unborn.since.toISOString()}. Consents from elsewhere have the method "import".`,
    );
}

/**
 * The identifiers on which the person denied what they permit now: they answer it as the person that they are today. A
 * browser's signal is answered only by a consent that names it, and then wherever it was heard of them.
 */
async function findAnswered(
  scope: Scope<Queryable>,
  profileId: number,
  told: Expressed,
  purposes: readonly Purpose[],
  at: number,
): Promise<Statement[]> {
  if (!isPositive(told.state) || told.event_time !== undefined) return [];
  const subject = (await listSubjects(scope, [profileId], at)).get(profileId);
  const named = told.resolves.map(Number);
  return subject === undefined ? [] : listRefusals(subject, purposes, { at, named });
}
