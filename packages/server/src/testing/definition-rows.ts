// The people of scenarios and of generated histories as the rows that the event store would hold of them.
import { listReferences } from '@rapport/protocol';
import { toCanonicalText } from '../connect/attributes/index.ts';
import type { ClickHouse } from '../platform/clickhouse/index.ts';
import type { Person, Telling } from './oracle/index.ts';

export type PlacedPerson = { id: string; person: Person };

/** Segments and traits that people are told to have, put into lists and attributes: definitions then find them as any other. */
export const listFor = (segment: string): string => `in ${segment}`;
/** A number for a name, so that rows and definitions agree without a list of names. */
const idFor = (name: string): number =>
  [...name].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 1_000_003, 7);
export const attributeFor = (trait: string): string => `trait ${trait}`;

/** The bits of purposes in the rows. What definitions are asked for has the first. */
export const askedPurpose = 'asked';

export async function insertPeople(
  clickhouse: ClickHouse,
  workspaceId: number,
  people: readonly PlacedPerson[],
  { momentMs, bits }: { momentMs: number; bits: ReadonlyMap<string, number> },
): Promise<void> {
  const token = `${workspaceId} ${momentMs}`;
  const events = people.flatMap(({ id, person }) =>
    person.events.map((event) => ({
      workspace_id: workspaceId,
      profile_id: id,
      event: event.type === 'track' ? event.name : event.type,
      timestamp: toTime(event.ms),
      id: event.id,
      type: event.type,
      name: event.name === event.type ? '' : event.name,
      permissions: 1,
      properties: event.properties,
    })),
  );
  const toMask = (slugs: readonly string[]): string =>
    String(slugs.reduce((mask, slug) => mask | (1n << BigInt(bits.get(slug) as number)), 0n));
  const saying = (person: Person, word: 'yes' | 'no'): string =>
    toMask(Object.keys(person.said).filter((slug) => person.said[slug] === word));
  const profiles = people.map(({ id, person }) => {
    const told = [
      ...historyOf(person, momentMs),
      ...Object.entries(person.traits).map(([name, value]) => ({
        name: attributeFor(name),
        ms: 0,
        value,
        permitted: true,
      })),
    ];
    const now = [...new Map(told.map((entry) => [entry.name, entry])).values()].filter(
      ({ value }) => value !== null,
    );
    return {
      workspace_id: workspaceId,
      id,
      version: 1,
      created_at: toTime(momentMs),
      attribute_names: now.map(({ name }) => name),
      attribute_values: now.map(({ value }) => toCanonicalText(value)),
      attribute_permissions: now.map(({ permitted }) => (permitted ? 1 : 0)),
      attribute_history: told.map(({ name, ms, value, permitted }) => ({
        name,
        ms,
        value: toCanonicalText(value),
        permissions: permitted ? 1 : 0,
      })),
      permitted: toMask([askedPurpose, ...person.permits]),
      agreed: saying(person, 'yes'),
      denied: saying(person, 'no'),
    };
  });
  const states = people.map(({ id, person }) => ({
    workspace_id: workspaceId,
    id,
    version: 1,
    lists: [
      ...person.lists,
      ...person.stays.filter(({ leftMs }) => leftMs === undefined).map(({ segment }) => listFor(segment)),
    ],
    stays: person.stays.map(({ segment, enteredMs, leftMs }) => ({
      segment: idFor(segment),
      entered_ms: enteredMs,
      left_ms: leftMs ?? 0,
    })),
  }));
  for (const [table, rows] of Object.entries({ events, profiles, profile_states: states }))
    if (rows.length > 0)
      await clickhouse.insert(
        table,
        Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')),
        `${table} ${token}`,
      );
}

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

const toTime = (ms: number): string => new Date(ms).toISOString().replace('T', ' ').replace('Z', '');

/** What won at each time of a telling, oldest first. */
function historyOf({ tellings }: Person, momentMs: number) {
  const names = [...new Set(tellings.map(({ name }) => name))];
  return names.flatMap((name) => {
    const own = tellings.filter((telling) => telling.name === name && telling.ms <= momentMs);
    const times = [...new Set(own.map(({ ms }) => ms))].sort((x, y) => x - y);
    return times.map((ms) => {
      const [winner] = own.filter((telling) => telling.ms <= ms).sort((x, y) => compareTellings(y, x));
      return { name, ms, value: winner?.value ?? null, permitted: winner?.permitted !== false };
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
