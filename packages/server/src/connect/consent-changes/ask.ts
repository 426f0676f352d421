// Asking the gate about a person, by any of their identifiers.
import { AppError } from '@rapport/protocol';
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Statement } from '../../respect/consents/index.ts';
import { type Decision, decide, nobody, type Subject } from '../../respect/gate/index.ts';
import {
  choosePurpose,
  listPurposesOf,
  type Purpose,
  purposesEdition,
} from '../../respect/purposes/index.ts';
import {
  type Destination,
  getTransfersOf,
  toDestination,
  transfersEdition,
} from '../../respect/recipients/index.ts';
import { type Identifier, toAsked } from '../identity/index.ts';
import {
  type FactAttributes,
  getSubject,
  type SuppressionList,
  withSuppressed,
} from '../permissions/index.ts';

export type Asked = {
  subject: { type: string; value: string };
  purpose: string;
  recipient?: string | undefined;
  categories?: string[] | undefined;
  at?: string | undefined;
};

export type Answered = { decision: Decision; profileId: number | null };

/**
 * What the gate says. Of an identifier that nobody has it says what it says of somebody who never said anything. Throws
 * `purpose_required` or `purpose_unknown`.
 */
export async function askGate(
  scope: Scope,
  asked: Asked,
  now: number,
  suppressions: SuppressionList,
): Promise<Answered> {
  const found = await findAsked(scope, asked.subject, now, suppressions);
  const purpose = choosePurpose(found.purposes, asked.purpose);
  const at = asked.at === undefined ? now : Date.parse(asked.at);
  if (Number.isNaN(at))
    throw new AppError('invalid_request', 'at: must be a moment such as 2026-11-26T12:00:00Z');
  const { categories } = asked;
  const recipient =
    asked.recipient === undefined ? undefined : await findDestination(scope, found, asked.recipient);
  const { subject, profileId } = found;
  return { decision: decide(subject, { purpose, recipient, categories, at }), profileId };
}

/** Whom the gate is asked about by this identifier, and what it is asked with. Of whom nothing is known: nobody. */
export async function findAsked(
  scope: Scope,
  { type, value }: Asked['subject'],
  at: number,
  suppressions: SuppressionList,
): Promise<Found> {
  const identifier = toAsked(type, value);
  const found = await findSubjectOf(scope, identifier, at);
  const { profileId, subject } = found;
  if (profileId === null) return found;
  return { ...found, subject: await withSuppressed(scope, subject, profileId, suppressions, identifier) };
}

async function findDestination(scope: Scope, { transfers }: Found, slug: string): Promise<Destination> {
  const { recipients, rules } = await getTransfersOf(scope, transfers);
  return toDestination(recipients, rules, slug);
}

export type Found = {
  subject: Subject;
  profileId: number | null;
  purposes: readonly Purpose[];
  /** Which edition of recipients and rules of residency holds. */
  transfers: string;
};

type Row = {
  edition: string;
  transfers: string;
  identifier_id: number | null;
  profile_id: number | null;
  statements: Statement[] | null;
  facts: FactAttributes | null;
};

/** One round trip: this is asked before each message, call and transfer. */
async function findSubjectOf(
  scope: Scope<Queryable>,
  { type, value }: Identifier,
  at: number,
): Promise<Found> {
  const byId = type === 'profile_id';
  const owner = byId
    ? `select null::bigint as identifier_id, coalesce(
         (select into_id from profile_redirects where workspace_id = $1 and from_id = $2::bigint), $2::bigint) as profile_id`
    : 'select id as identifier_id, profile_id from identifiers where workspace_id = $1 and type = $2 and value = $3';
  const [row] = await scope.db.query<Row>(
    `select ${purposesEdition('$1')} as edition, ${transfersEdition('$1')} as transfers,
       o.identifier_id, p.id as profile_id, m.statements, p.facts
     from (select 1) one left join (${owner}) o on true
     left join profiles p on p.workspace_id = $1 and p.id = o.profile_id left join permissions m on m.profile_id = p.id`,
    byId
      ? [scope.workspaceId, /^\d{1,16}$/.test(value) ? Number(value) : 0]
      : [scope.workspaceId, type, value],
    byId ? 'ask_about_id' : 'ask_about_identifier',
  );
  const { edition, transfers, identifier_id, profile_id, statements, facts } = row as Row;
  const purposes = await listPurposesOf(scope, edition);
  if (profile_id === null || facts === null) return { subject: nobody, profileId: null, purposes, transfers };
  const via = identifier_id === null ? [] : [identifier_id];
  const subject = await getSubject(scope, { id: profile_id, statements, facts }, at, via);
  return { subject, profileId: profile_id, purposes, transfers };
}
