// One person as a purpose may see them: identifiers, attributes with their origin, permissions, and what is denied or masked.
import { AppError } from '@rapport/protocol';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Label, type Mask, maskValue, toAttributeLabels } from '../../respect/categories/index.ts';
import {
  type Decision,
  decide,
  notCollectedFor,
  openSecondQuestion,
  type Subject,
} from '../../respect/gate/index.ts';
import { choosePurpose, listPurposes, listPurposesOf, type Purpose } from '../../respect/purposes/index.ts';
import { findAccountsOfProfile } from '../accounts/index.ts';
import { type StoredAttribute, type StoredAttributes, toDisplayName } from '../attributes/index.ts';
import { findMergedId, type Identifier, type MergedId, toHashedEmail } from '../identity/index.ts';
import {
  categoryOfIdentifier,
  getSubject,
  labelOfIdentifier,
  openCategoryGate,
  type SuppressionList,
  withSuppressed,
} from '../permissions/index.ts';
import { findSlugs } from '../sources/index.ts';
import { type Beside, type IdentifierRow, type Profile, readProfile } from './read-profile.ts';

export type ShownAttribute = { value: unknown; source: string; message_id: string; collected_at: string };
type Reading = {
  at: number;
  suppressions: SuppressionList;
  mask: Mask | undefined;
  standingOf: StandingOf;
  beside?: BesidePerson | undefined;
};
/** `tell` is called with what was found beside the person, before anything is made of them. */
export type BesidePerson = Beside & { tell(row: Record<string, unknown>): void };
export type Denied = { field: string; reason: Decision['reason'] };

export type Person = {
  id: string;
  display_name: string;
  identifiers: {
    type: string;
    value: string;
    original: string | null;
    first_seen_at: Date;
    source: string;
  }[];
  attributes: Record<string, ShownAttribute>;
  traits: Standing['traits'];
  segments: Standing['segments'];
  permissions: Record<string, Decision>;
  denied: Denied[];
  /** What is shown, but not in clear to whoever asks. */
  masked: Denied[];
  accounts: Awaited<ReturnType<typeof findAccountsOfProfile>>;
  /** Asked for by an id that was merged away: why it leads here. */
  redirect: MergedId | null;
  created_at: Date;
};

/** What definitions for a purpose make of a person. */
export type Standing = {
  /** `evidence`: of how many events it is made; null where it is made of none. */
  traits: Record<string, { value: unknown; computed_at: string; version: number; evidence: number | null }>;
  segments: { name: string; since: string }[];
  /** Traits that are made of what the purpose may not see, and of what whoever asks sees masked. */
  denied: Denied[];
  masked: Denied[];
};
type Viewed = { purpose: Purpose; subject: Subject; mask: Mask | undefined; at: number };
export type StandingOf = (scope: Scope, profileId: number, viewed: Viewed) => Promise<Standing>;

/** The person, and what the answer rests on, for whoever asks more of them. */
export type SeenPerson = {
  person: Person;
  purpose: Purpose;
  /** All that there are, of which it is one. */
  purposes: readonly Purpose[];
  subject: Subject;
  /** The identifiers by which all this was read, the first of them where there are very many: whoever shows it sees them not. */
  readBy: readonly { type: string; value: string }[];
};

/**
 * The person of an identifier, or of a profile id. `purpose` is what the caller named. Throws `purpose_required`,
 * `purpose_unknown` or `profile_not_found`.
 */
export async function getPerson(
  scope: Scope,
  identifier: Identifier,
  slug: unknown,
  { at, suppressions, mask, standingOf, beside }: Reading,
): Promise<SeenPerson> {
  const profile = await readProfile(scope, identifier, beside);
  if (profile !== undefined) beside?.tell(profile);
  const purposes =
    profile === undefined ? await listPurposes(scope) : await listPurposesOf(scope, profile.purposes_edition);
  const purpose = choosePurpose(purposes, slug);
  if (profile === undefined) throw new AppError('profile_not_found');
  const sources = await findSlugs(scope, listSourceIds(profile));
  const accounts = profile.has_accounts ? await findAccountsOfProfile(scope, profile.id, purpose) : [];
  const stored = await getSubject(scope, { ...profile, facts: profile.attributes }, at);
  const subject = await withSuppressed(scope, stored, profile.id, suppressions);
  const now = decide(subject, { purpose, at });
  const permitted = now.decision === 'permit';
  const why = openCategoryGate(purpose, at);
  const names = permitted ? Object.keys(profile.attributes) : [];
  const labels = toAttributeLabels(names, profile.labels);
  const wasCollected = openSecondQuestion(subject, { purpose, at });
  const { attributes, denied } = showAttributes(profile.attributes, sources, {
    whyNot: (name) => (permitted ? why(subject, labels.get(name)?.category ?? null) : now.reason),
    whyNotThen: ({ p, t }) => (wasCollected(BigInt(p), t) ? undefined : notCollectedFor(purpose)),
  });
  if (!permitted) denied.unshift({ field: 'identifiers', reason: now.reason });
  const identifiers = permitted ? withoutHashes(profile.identifiers) : [];
  const hidden = new Map(identifiers.map(({ type }) => [type, why(subject, categoryOfIdentifier(type))]));
  for (const [type, reason] of hidden)
    if (reason !== undefined) denied.push({ field: `identifiers.${type}`, reason });
  const shown = {
    attributes,
    identifiers: identifiers
      .filter(({ type }) => hidden.get(type) === undefined)
      .map((row) => toIdentifierItem(row, sources)),
  };
  const masked = mask === undefined ? [] : maskShown(shown, labels, mask);
  const standing = permitted
    ? await standingOf(scope, profile.id, { purpose, subject, mask, at })
    : { traits: {}, segments: [], denied: [], masked: [] };
  const person: Person = {
    id: String(profile.id),
    display_name: toDisplayName((name) => attributes[name]?.value),
    ...shown,
    traits: standing.traits,
    segments: standing.segments,
    permissions: listPermissions(subject, purposes, at),
    denied: [...denied, ...standing.denied],
    masked: [...masked, ...standing.masked],
    accounts: permitted ? accounts : [],
    redirect: (await findRedirect(scope, identifier, profile.id)) ?? null,
    created_at: profile.created_at,
  };
  return { person, purpose, purposes, subject, readBy: profile.identifiers };
}

const listPermissions = (
  subject: Subject,
  purposes: readonly Purpose[],
  at: number,
): Record<string, Decision> =>
  Object.fromEntries(purposes.map((purpose) => [purpose.slug, decide(subject, { purpose, at })]));

async function findRedirect(
  scope: Scope,
  { type, value }: Identifier,
  profileId: number,
): Promise<MergedId | undefined> {
  const isFormer = type === 'profile_id' && Number(value) !== profileId;
  return isFormer ? findMergedId(scope, Number(value)) : undefined;
}

const listSourceIds = ({ attributes, identifiers }: Profile): number[] => [
  ...identifiers.map((row) => row.source_id),
  ...Object.values(attributes).map((one) => one.s),
];

type Why = Decision['reason'] | undefined;

/** Both questions for each attribute: may it be used now (`whyNot`), and was it collected for this (`whyNotThen`)? */
function showAttributes(
  stored: StoredAttributes,
  sources: ReadonlyMap<number, string>,
  { whyNot, whyNotThen }: { whyNot(name: string): Why; whyNotThen(stored: StoredAttribute): Why },
): { attributes: Record<string, ShownAttribute>; denied: Denied[] } {
  const attributes = Object.create(null) as Record<string, ShownAttribute>;
  const denied: Denied[] = [];
  for (const [name, one] of Object.entries(stored)) {
    const reason = whyNot(name) ?? whyNotThen(one);
    if (reason !== undefined) denied.push({ field: name, reason });
    else {
      const source = sources.get(one.s) ?? String(one.s);
      attributes[name] = {
        value: one.v,
        source,
        message_id: one.m,
        collected_at: new Date(one.t).toISOString(),
      };
    }
  }
  return { attributes, denied };
}

/** Masks what whoever asks may not see in clear; says what and why. */
function maskShown(
  { attributes, identifiers }: Pick<Person, 'attributes' | 'identifiers'>,
  labels: ReadonlyMap<string, Label>,
  mask: Mask,
): Denied[] {
  const masked = new Map<string, Decision['reason']>();
  for (const [name, one] of Object.entries(attributes)) {
    const label = labels.get(name);
    const reason = label && mask(label);
    if (label === undefined || reason === undefined) continue;
    one.value = maskValue(one.value, label.category);
    masked.set(name, reason);
  }
  for (const one of identifiers) {
    const label = labelOfIdentifier(one.type, one.value);
    const reason = mask(label);
    if (reason === undefined) continue;
    one.value = String(maskValue(one.value, label.category));
    one.original = null;
    masked.set(`identifiers.${one.type}`, reason);
  }
  return [...masked].map(([field, reason]) => ({ field, reason }));
}

/** The hashed form of an address that is shown says nothing more. */
function withoutHashes(rows: IdentifierRow[]): IdentifierRow[] {
  if (!rows.some(({ type }) => type === 'email_sha256')) return rows;
  const emails = rows.filter(({ type }) => type === 'email');
  const hashes = new Set(emails.map(({ value }) => toHashedEmail(value).value));
  return rows.filter(({ type, value }) => type !== 'email_sha256' || !hashes.has(value));
}

const toIdentifierItem = (row: IdentifierRow, sources: ReadonlyMap<number, string>) => ({
  type: row.type,
  value: row.value,
  original: row.original,
  first_seen_at: new Date(row.first_seen_at),
  // Of no source: somebody expressed something about it by the API, before any message named it.
  source: sources.get(row.source_id) ?? 'consent',
});
