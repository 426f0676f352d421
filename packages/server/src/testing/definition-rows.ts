// The people of scenarios and of generated histories as the rows that the event store would hold of them.
import { listReferences } from '@rapport/protocol';
import type { ClickHouse } from '../platform/clickhouse/index.ts';
import { unrefusedMark } from '../respect/purposes/index.ts';
import type { Person, Telling } from './oracle/index.ts';

/** `bits`: the purposes that an event or a telling was collected for, where definitions of several are asked; by place. */
export type Collected = { events: readonly number[]; tellings: readonly number[] };
export type PlacedPerson = { id: bigint; person: Person; bits?: Collected | undefined };

/**
 * Where the events of each person lie: the first at a profile that was merged into the person's and is gone, the second with
 * somebody else, and most of them with the person.
 */
export function placesOf(
  people: readonly PlacedPerson[],
  index: number,
): [own: bigint, gone: bigint, other: bigint] {
  const { id } = people[index] as PlacedPerson;
  return [id, 2n ** 63n + BigInt(index), people[(index + 1) % people.length]?.id ?? id];
}

/** Segments and traits that people are told to have, put into lists and attributes: definitions then find them as any other. */
export const listFor = (segment: string): string => `in ${segment}`;
/** A number for a name, so that rows and definitions agree without a list of names. */
export const idFor = (name: string): number =>
  [...name].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 1_000_003, 7);
export const attributeFor = (trait: string): string => `trait ${trait}`;

/** The bits of purposes in the rows. What definitions are asked for has the first. */
export const askedPurpose = 'asked';

type Inserting = { momentMs: number; bits: ReadonlyMap<string, number>; purposes: readonly string[] };

export async function insertPeople(
  clickhouse: ClickHouse,
  workspaceId: number,
  people: readonly PlacedPerson[],
  { momentMs, bits, purposes }: Inserting,
): Promise<void> {
  const tables = {
    events: people.flatMap((_, index) => toEvents(people, index)),
    profiles: people.flatMap(({ id }, index) => [
      {
        id: String(id),
        version: 1,
        ...toProfile(people[index] as PlacedPerson, { momentMs, bits, purposes }),
      },
      // Who was merged into this one.
      { id: String(placesOf(people, index)[1]), version: 1, deleted: 1 },
    ]),
    profile_states: people.map(({ id, person }) => ({ id: String(id), version: 1, ...toMembership(person) })),
  };
  for (const [table, rows] of Object.entries(tables)) {
    const lines = rows.map((row) => JSON.stringify({ workspace_id: workspaceId, ...row }));
    if (lines.length > 0)
      await clickhouse.insert(table, Buffer.from(lines.join('\n')), `${table} ${workspaceId} ${momentMs}`);
  }
}

function toEvents(people: readonly PlacedPerson[], index: number) {
  const { id, person, bits } = people[index] as PlacedPerson;
  const [own, gone, other] = placesOf(people, index).map(String);
  return person.events.map((event, i) => ({
    profile_id: [own, gone, other][event.id % 4] ?? own,
    owner_id: String(id),
    event: event.type === 'track' ? event.name : event.type,
    timestamp: toTime(event.ms),
    id: event.id,
    type: event.type,
    name: event.name === event.type ? '' : event.name,
    permissions: toSnapshot(event, bits?.events[i]),
    properties: event.properties,
  }));
}

function toProfile({ person, bits: collected }: PlacedPerson, { momentMs, bits, purposes }: Inserting) {
  const toMask = (slugs: readonly string[]): string =>
    String(slugs.reduce((mask, slug) => mask | (1n << BigInt(bits.get(slug) as number)), 0n));
  const saying = (word: 'yes' | 'no'): string =>
    toMask(Object.keys(person.said).filter((slug) => person.said[slug] === word));
  const traits = Object.entries(person.traits);
  const told = [
    ...historyOf(person, momentMs, collected),
    ...traits.map(([name, value]) => ({ name: attributeFor(name), ms: 0, value, permissions: everyPurpose })),
  ];
  const now = [...new Map(told.map((entry) => [entry.name, entry])).values()].filter(
    ({ value }) => value !== null,
  );
  return {
    created_at: toTime(momentMs),
    attribute_names: now.map(({ name }) => name),
    attribute_values: now.map(({ value }) => canonical(value)),
    attribute_permissions: now.map(({ permissions }) => permissions),
    attribute_history: told.map(({ name, ms, value, permissions }) => ({
      ...{ name, ms, value: canonical(value) },
      permissions,
    })),
    permitted: toMask([...purposes, ...person.permits]),
    agreed: saying('yes'),
    denied: saying('no'),
    lists: listsOf(person).map(idFor),
    covered_past: Object.fromEntries(
      purposes.map((_, bit) => [bit, (person.covered ?? []).map(({ fromMs, untilMs }) => [fromMs, untilMs])]),
    ),
  };
}

const listsOf = ({ lists, stays }: Person): string[] => [
  ...lists,
  ...stays.filter(({ leftMs }) => leftMs === undefined).map(({ segment }) => listFor(segment)),
];

const toMembership = ({ stays }: Person) => ({
  stays: stays.map(({ segment, enteredMs, leftMs }) => ({
    ...{ segment: idFor(segment), entered_ms: enteredMs },
    left_ms: leftMs ?? 0,
  })),
});

/** Segments and traits of this name exist in the rows of people, as what they were put into. */
export function standIns(definitions: readonly unknown[], purpose: string) {
  const names = new Set(definitions.flatMap((one) => listReferences(one)));
  const named = (kind: 'segment' | 'trait'): string[] =>
    [...names].filter((name) => name.startsWith(`${kind}:`)).map((name) => name.slice(kind.length + 1));
  return {
    segments: named('segment').map((name) => ({
      id: idFor(name),
      name,
      purpose,
      definition: { list: listFor(name) },
    })),
    traits: named('trait').map((name) => ({ name, purpose, definition: { attribute: attributeFor(name) } })),
  };
}

/** What was collected for the purpose, what was not though nobody refused it, and what was refused. */
const snapshots = {
  collected: String(unrefusedMark | 1n),
  unrefused: String(unrefusedMark),
  refused: '0',
};

/** Of every purpose that is asked for. */
const everyPurpose = 0xff;

const toSnapshot = (
  { snapshot = 'collected' }: Person['events'][number],
  bits: number | undefined,
): string =>
  bits === undefined
    ? snapshots[snapshot]
    : String((snapshot === 'refused' ? 0n : unrefusedMark) | BigInt(bits));

const toTime = (ms: number): string => new Date(ms).toISOString().replace('T', ' ').replace('Z', '');

/** What won at each time of a telling, oldest first. */
function historyOf({ tellings }: Person, momentMs: number, collected: Collected | undefined) {
  const names = [...new Set(tellings.map(({ name }) => name))];
  return names.flatMap((name) => {
    const all = tellings.filter((telling) => telling.name === name && telling.ms <= momentMs);
    const times = [...new Set(all.map(({ ms }) => ms))].sort((x, y) => x - y);
    return times.map((ms) => {
      const [winner] = all.filter((telling) => telling.ms <= ms).sort((x, y) => compareTellings(y, x));
      const own = winner && collected?.tellings[tellings.indexOf(winner)];
      return {
        name,
        ms,
        value: winner?.value ?? null,
        permissions: own ?? (winner?.permitted === false ? 0 : 1),
      };
    });
  });
}

function compareTellings(x: Telling, y: Telling): number {
  return (
    (x.rank ?? 0) - (y.rank ?? 0) ||
    x.ms - y.ms ||
    (x.messageId === y.messageId ? 0 : (x.messageId ?? '') < (y.messageId ?? '') ? -1 : 1) ||
    (x.sourceId ?? 0) - (y.sourceId ?? 0)
  );
}

/** JSON in which equal values have equal texts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part)
            .filter(([, inner]) => inner !== null)
            .sort(([x], [y]) => (x < y ? -1 : 1)),
        )
      : part,
  );
}
