// People as texts see them: read together, for the purpose of the message, and no more of them than the texts name.
import type { ShownObject, View } from '@rapport/protocol';
import { type Denied, listChosenAttributes } from '../../connect/profiles/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Clearance, sensitivityMax } from '../../respect/access/index.ts';
import { openMask } from '../../respect/categories/index.ts';
import type { Decision } from '../../respect/gate/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import { listChosenTraits } from '../../understand/compute/index.ts';
import { type Answering, answerView } from '../../understand/views/index.ts';
import type { Needs } from './needs.ts';

export type SeenPerson = {
  profileId: number;
  decision: Decision;
  attributes: Record<string, unknown>;
  traits: Record<string, unknown>;
  view: Record<string, unknown>;
  joined: Record<string, unknown>;
  denied: Denied[];
  masked: Denied[];
};

export type Reading = {
  purpose: Purpose;
  view: (View & { version: number }) | null;
  at: number;
  /** Whoever looks at it; undefined: the person themselves, who gets the message. */
  reader?: Clearance;
};

/** The message is theirs: nothing in it is masked. */
const themselves: Clearance = { sensitivity: sensitivityMax, categories: [] };
const together = 100;

/** By the id that was asked for; nobody there is missing. */
export async function readPeople(
  deps: Answering,
  scope: Scope,
  ids: readonly number[],
  needs: Needs,
  { purpose, view, at, reader }: Reading,
): Promise<Map<number, SeenPerson>> {
  const people = new Map<number, SeenPerson>();
  const viewing = { purpose, at, mask: openMask(reader ?? themselves) };
  // A message was asked about when it was claimed, and is once more when it goes.
  const suppressions = reader === undefined ? undefined : deps.suppressions;
  const found = await listChosenAttributes(scope, ids, needs.attributes, { ...viewing, suppressions });
  const permitted = [...found.values()].filter(({ decision }) => decision.decision === 'permit');
  const subjects = new Map(permitted.map(({ profileId, subject }) => [profileId, subject]));
  const traits =
    needs.traits.length === 0 ? new Map() : await listChosenTraits(scope, subjects, needs.traits, viewing);
  for (const [id, { profileId, decision, values, denied, masked }] of found) {
    const own = traits.get(profileId);
    people.set(id, {
      ...{
        profileId,
        decision,
        attributes: withoutNothing(values),
        traits: withoutNothing(own?.values ?? {}),
      },
      ...{
        view: {},
        joined: {},
        denied: [...denied, ...(own?.denied ?? [])],
        masked: [...masked, ...(own?.masked ?? [])],
      },
    });
  }
  if (view !== null && needs.fields.length > 0 && view.purpose === purpose.slug)
    await addView(deps, scope, [...people.values()], {
      view: onlyFields(view, needs),
      reader: reader ?? themselves,
    });
  return people;
}

const onlyFields = (view: View & { version: number }, { fields }: Needs) => ({
  ...view,
  fields: view.fields.filter(({ name }) => fields.includes(name)),
});

/** Questions of one moment go to the database together (`platform/together`). */
async function addView(
  deps: Answering,
  scope: Scope,
  people: readonly SeenPerson[],
  { view, reader }: { view: View & { version: number }; reader: Clearance },
): Promise<void> {
  async function add(person: SeenPerson): Promise<void> {
    const subject = { type: 'profile_id', value: String(person.profileId) };
    const { answer } = await answerView(deps, scope, { view, subject }, { unmasked: reader });
    for (const [name, field] of Object.entries(answer.fields)) {
      if (field.value === null) continue;
      person.view[name] = toValue(field.kind, field.value);
      if (field.joined !== undefined) person.joined[name] = toJoined(field.joined);
    }
    const under = (all: readonly Denied[]) =>
      all.map(({ field, reason }) => ({ field: `view.${field}`, reason }));
    person.denied.push(...under(answer.denied as Denied[]));
    person.masked.push(...under(answer.masked as Denied[]));
  }
  for (let i = 0; i < people.length; i += together) await Promise.all(people.slice(i, i + together).map(add));
}

/** Objects as texts name them: a field of a product by its name, beside its id and title. */
function toValue(kind: string, value: unknown): unknown {
  if (kind === 'objects') return (value as ShownObject[]).map(toObject);
  if (kind !== 'ranking') return value;
  return (value as { joined?: Record<string, ShownObject[]> }[]).map(({ joined = {}, ...row }) => ({
    ...toJoined(joined),
    ...row,
  }));
}

const toObject = ({
  type,
  id,
  title,
  at,
  until,
  joined = {},
  fields,
}: ShownObject): Record<string, unknown> => ({
  ...toJoined(joined),
  ...withoutNothing(fields),
  ...withoutNothing({ type, id, title, at, ...until }),
  fields: withoutNothing(fields),
});

const toJoined = (joined: Record<string, ShownObject[]>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(joined).map(([name, all]) => [name, all.map(toObject)]));

/** What is nothing is not there: then a text says what stands there instead, or is not sent. */
const withoutNothing = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));
