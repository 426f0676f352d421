// Fields that the record of a person holds: attributes, traits, segments, permissions, accounts.
import { parsePath, type ViewFieldOf } from '@rapport/protocol';
import { listMembersOf } from '../../connect/accounts/index.ts';
import { listNamesOf } from '../../connect/profiles/index.ts';
import { type Denied, type Found, latestOf, nothing } from './model.ts';
import type { PersonViewing } from './viewing.ts';

/** Of what is withheld under one of these names, the first. */
const findReason = (all: readonly Denied[], field: string): Denied['reason'] | undefined =>
  all.find((one) => one.field === field)?.reason;

const asField = (field: string, reason: Denied['reason'] | undefined): Denied[] =>
  reason === undefined ? [] : [{ field, reason }];

export function findAttribute(field: ViewFieldOf<'attribute'>, { person }: PersonViewing): Found {
  const [name = '', ...inner] = parsePath(field.attribute);
  const denied = findReason(person.denied, name);
  if (denied !== undefined) return { denied: asField(field.name, denied) };
  const told = person.attributes[name];
  if (told === undefined) return nothing;
  const masked = findReason(person.masked, name);
  return {
    shown: {
      value: reach(told.value, inner),
      updated_at: told.collected_at,
      origin: { kind: 'source', source: told.source, message_id: told.message_id },
    },
    masked: asField(field.name, masked),
  };
}

/** What lies there; null where nothing does. Lists are not stepped into. */
export function reach(value: unknown, path: readonly string[]): unknown {
  let part: unknown = value;
  for (const name of path) {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return null;
    if (!Object.hasOwn(part, name)) return null;
    part = (part as Record<string, unknown>)[name];
  }
  return part ?? null;
}

export function findTrait(field: ViewFieldOf<'trait'>, { person }: PersonViewing): Found {
  const denied = findReason(person.denied, `traits.${field.trait}`);
  if (denied !== undefined) return { denied: asField(field.name, denied) };
  const trait = Object.hasOwn(person.traits, field.trait) ? person.traits[field.trait] : undefined;
  if (trait === undefined) return nothing;
  const { value, computed_at: updated_at, version, evidence } = trait;
  return {
    shown: { value, updated_at, origin: { kind: 'definition', name: field.trait, version, evidence } },
    masked: asField(field.name, findReason(person.masked, `traits.${field.trait}`)),
  };
}

export function findSegments(
  { segments }: ViewFieldOf<'segments'>,
  { person }: PersonViewing,
  titleOf: (segment: string) => string,
): Found {
  const own = person.segments.filter(({ name }) => segments === 'all' || segments.includes(name));
  const value = own.map(({ name, since }) => ({ name, title: titleOf(name), since }));
  return { shown: { value, updated_at: latestOf(own.map(({ since }) => since)), origin: null } };
}

/** Permissions say nothing of what is known of a person, so they are shown whatever the purpose of the view may see. */
export function findPermits({ permits }: ViewFieldOf<'permits'>, { person, purposes }: PersonViewing): Found {
  const titleOf = (slug: string): string => purposes.find((one) => one.slug === slug)?.name ?? slug;
  const value = permits.flatMap((purpose) => {
    const found = Object.hasOwn(person.permissions, purpose) ? person.permissions[purpose] : undefined;
    if (found === undefined) return [];
    const { code, message, consent_event: said } = found.reason;
    return {
      ...{ purpose, title: titleOf(purpose), decision: found.decision, reason: { code, message } },
      said:
        said === undefined
          ? null
          : {
              ...{ state: said.state, at: said.event_time, method: said.method },
              ...{ expressed_by: said.expressed_by, notice: said.notice },
            },
    };
  });
  const times = value.flatMap(({ said }) => said?.at ?? []);
  return { shown: { value, updated_at: latestOf(times), origin: null } };
}

/** The others who belong to an account are people of their own: of each the gate is asked whether they may be named. */
export async function findAccounts(
  { members: limit }: ViewFieldOf<'accounts'>,
  { scope, person, purpose, mask, at }: PersonViewing,
): Promise<Found> {
  const { accounts } = person;
  const belonging =
    limit === 0
      ? []
      : await listMembersOf(
          scope,
          accounts.map(({ id }) => Number(id)),
        );
  const others = belonging.filter(({ profileId }) => String(profileId) !== person.id);
  const names = await listNamesOf(
    scope,
    others.map(({ profileId }) => profileId),
    { purpose, mask, at },
  );
  const value = accounts.map(({ id, group_id, name, role, since }) => {
    const own = others.filter(({ accountId }) => String(accountId) === id);
    const permitted = own.filter(({ profileId }) => names.has(profileId));
    return {
      ...{ id, group_id, name, role, since: new Date(since).toISOString() },
      members: permitted.slice(0, limit).map((one) => ({
        ...{ id: String(one.profileId), display_name: names.get(one.profileId), role: one.role },
      })),
      // Of how many nothing may be said for this purpose is said all the same: else they would seem not to be there.
      ...{ members_total: own.length, members_hidden: own.length - permitted.length },
    };
  });
  return {
    shown: { value, updated_at: latestOf(value.map(({ since }) => since)), origin: null },
  };
}
