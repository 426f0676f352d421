// The answer of a view: each of its fields, found for its purpose and for whoever asks.
//
// The person is read as every read of a person is (`connect/profiles`): what the purpose may see, what it was collected for, and
// what is masked is decided there. A view chooses from that, and adds what belongs to the person elsewhere, under the same
// questions. So a view can show less than its purpose may see, and never more.
import { type View, type ViewField, type ViewFieldKind, viewFieldKinds } from '@rapport/protocol';
import { type Identifier, listLeadingTo, toAsked } from '../../connect/identity/index.ts';
import type { SuppressionList } from '../../connect/permissions/index.ts';
import { type BesidePerson, getPerson } from '../../connect/profiles/index.ts';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { toEntityTag } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Principal } from '../../respect/access/index.ts';
import { openMask } from '../../respect/categories/index.ts';
import { getPurpose } from '../../respect/purposes/index.ts';
import { findStandingBy } from '../compute/index.ts';
import { type Definition, listDefinitions } from '../definitions/index.ts';
import { findEvents } from './events-field.ts';
import { joinIds } from './joins.ts';
import type { Denied, Found, ViewAnswer } from './model.ts';
import { findOwnObjects, type Lists } from './objects.ts';
import { openOwnObjects, openTypes } from './own-objects.ts';
import { findAccounts, findAttribute, findPermits, findSegments, findTrait } from './person-fields.ts';
import type { Rankings } from './ranking.ts';
import { openSamePerson, untilOfOne } from './same-person.ts';
import type { Editions } from './store.ts';
import type { PersonViewing, Viewing } from './viewing.ts';

export type Answering = {
  clickhouse: ClickHouse;
  clock: Clock;
  suppressions: SuppressionList;
  rankings: Rankings;
  lists: Lists;
};

export type Answered = {
  answer: ViewAnswer;
  /** The person, for whom the read is remembered and whose changes are followed. */
  profileId: number | null;
  /** Whether it shows what an event of the person alone may change. */
  followsEvents: boolean;
  /** Objects that it shows and that belong to nobody, as `type:id`. */
  objects: ReadonlySet<string>;
  /** When time alone changes what is permitted; beyond all times for never. */
  changesAtMs: number;
};

export type Asked = {
  view: View & { version: number };
  subject: { type: string; value: string } | null;
  /** Of what is remembered, once they are known. */
  editions?: () => Editions | undefined;
  /** What is asked with the person. */
  beside?: BesidePerson;
};
type By = Pick<Principal, 'unmasked'>;

/**
 * Throws `purpose_unknown`, and `profile_not_found` where nobody has the identifier. The answer is of one person as they were at
 * one time: where they were joined or parted meanwhile, it is found again.
 */
export const answerView = (...asked: Parameters<typeof answerOnce>): Promise<Answered> =>
  untilOfOne(() => answerOnce(...asked));

async function answerOnce(
  deps: Answering,
  scope: Scope,
  { view, subject, editions, beside }: Asked,
  { unmasked }: By,
): Promise<Answered> {
  const viewing = {
    ...{ scope, clickhouse: deps.clickhouse, mask: openMask(unmasked), at: deps.clock.nowMs() },
    ...{ objects: new Set<string>(), types: openTypes(scope, () => editions?.()?.types) },
    listDefinitions: openDefinitions(scope, () => editions?.()?.definitions),
  };
  const { objects } = viewing;
  if (subject === null) {
    const about = { ...viewing, purpose: await getPurpose(scope, view.purpose) };
    const found = await findEach(view.fields, (field) => findOfBusiness(deps, field, about));
    const answer = toAnswer(view, null, found);
    return { answer, profileId: null, followsEvents: false, objects, changesAtMs: Infinity };
  }
  const identifier = toAsked(subject.type, subject.value);
  const about = await seePerson(deps, { view, beside }, identifier, viewing);
  const decision = about.person.permissions[view.purpose] ?? null;
  const isPermitted = decision?.decision === 'permit';
  const found = await findEach(view.fields, (field) => {
    if (isPermitted || 'permits' in field || decision === null) return findOfPerson(deps, field, about);
    return Promise.resolve({ denied: [{ field: field.name, reason: decision.reason }] });
  });
  await confirmSame(view, about);
  const { id, display_name } = about.person;
  const { type, value } = identifier;
  const answer = { ...toAnswer(view, { id, display_name, type, value }, found), decision };
  const ends = about.subject.statements.flatMap(({ u = Infinity }) => (u > viewing.at ? u : []));
  return {
    ...{ answer, profileId: about.profileId, followsEvents: showsEvents(view), objects },
    changesAtMs: Math.min(Infinity, ...ends),
  };
}

/** Accounts too: an event that joins one changes nothing else of the person. */
const showsEvents = ({ fields }: View): boolean =>
  fields.some((field) => 'events' in field || 'accounts' in field);

/** Their objects were read after most else, and confirm it with no further question. */
async function confirmSame(view: View, { same, scope, profileId }: PersonViewing): Promise<void> {
  if (showsEvents(view) || !same.isConfirmed()) same.confirm(await listLeadingTo(scope, profileId));
}

async function seePerson(
  { suppressions }: Answering,
  { view, beside }: Pick<Asked, 'view' | 'beside'>,
  identifier: Identifier,
  viewing: Omit<Viewing, 'purpose'>,
): Promise<PersonViewing> {
  const seen = await getPerson(viewing.scope, identifier, view.purpose, {
    ...{ at: viewing.at, mask: viewing.mask, suppressions, beside },
    standingOf: async (...asked) => findStandingBy(await viewing.listDefinitions(), ...asked),
  });
  const same = openSamePerson(seen.readBy);
  const about = { ...viewing, ...seen, profileId: Number(seen.person.id), same };
  const foreseen = view.fields.flatMap((one) =>
    'objects' in one && one.of === 'person' ? [one.objects] : [],
  );
  return { ...about, listOwn: openOwnObjects(about, foreseen) };
}

type Named = { field: ViewField; found: Found };

const findEach = (
  fields: readonly ViewField[],
  find: (field: ViewField) => Promise<Found>,
): Promise<Named[]> => Promise.all(fields.map(async (field) => ({ field, found: await find(field) })));

async function findOfPerson(deps: Answering, field: ViewField, viewing: PersonViewing): Promise<Found> {
  if ('attribute' in field) return joinIds(field, findAttribute(field, viewing), viewing);
  if ('trait' in field) return joinIds(field, findTrait(field, viewing), viewing);
  if ('segments' in field) return findSegments(field, viewing, await titlesOfSegments(viewing));
  if ('permits' in field) return findPermits(field, viewing);
  if ('events' in field) return findEvents(field, viewing);
  if ('accounts' in field) return findAccounts(field, viewing);
  if ('objects' in field && field.of === 'person') return findOwnObjects(field, viewing);
  return findOfBusiness(deps, field, viewing);
}

async function findOfBusiness(deps: Answering, field: ViewField, viewing: Viewing): Promise<Found> {
  if ('ranking' in field) return joinIds(field, await deps.rankings.find(field, viewing), viewing);
  if ('objects' in field) return deps.lists.find(field, viewing);
  // A person is looked for before.
  throw new Error(`A view of the business has the field "${field.name}".`);
}

/** Asked for once, however many fields look into them. */
function openDefinitions(scope: Scope, edition: () => string | undefined): Viewing['listDefinitions'] {
  let definitions: Promise<readonly Definition[]> | undefined;
  return () => {
    definitions ??= listDefinitions(scope, edition());
    return definitions;
  };
}

async function titlesOfSegments({ listDefinitions }: Viewing): Promise<(name: string) => string> {
  const all = await listDefinitions();
  return (name) => all.find((one) => one.kind === 'segment' && one.name === name)?.title ?? name;
}

function toAnswer(
  { name, title, purpose, version }: Asked['view'],
  subject: ViewAnswer['subject'],
  found: readonly Named[],
): ViewAnswer {
  const shown = found.flatMap(({ field, found: { shown } }) =>
    shown === undefined ? [] : [[field.name, { ...aboutField(field), ...shown }]],
  );
  const withheld = (list: 'denied' | 'masked'): Denied[] => found.flatMap((one) => one.found[list] ?? []);
  return {
    ...{ view: name, version, title, purpose, subject, decision: null },
    fields: Object.fromEntries(shown),
    ...{ denied: withheld('denied'), masked: withheld('masked') },
  };
}

const aboutField = (field: ViewField) => ({
  ...{ kind: kindOf(field), title: field.title ?? null },
  ...('unit' in field && field.unit !== undefined && { unit: field.unit }),
});

const kindOf = (field: ViewField): ViewFieldKind =>
  viewFieldKinds.find((one) => one in field) as ViewFieldKind;

/** Equal exactly where the answers are: a ranking that was asked again and came out the same is the same. */
export function toETag(answer: ViewAnswer): string {
  const text = JSON.stringify(answer, (_key, value: unknown) =>
    isRanking(value) ? { ...value, updated_at: null } : value,
  );
  return toEntityTag(text);
}

const isRanking = (value: unknown): value is { updated_at: string } =>
  typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'ranking';
