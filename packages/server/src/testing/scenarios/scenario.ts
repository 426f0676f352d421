// A scenario: one definition, one person, one moment, and the answer that the page gives. Plain data, so that whatever
// answers definitions can be held against it.
import type { Condition, TraitValue } from '@rapport/protocol';
import type { Limits, Person, PersonsEvent, Telling } from '../oracle/index.ts';

type About = { name: string; person: Person; momentMs: number; zone: string; limits?: Limits | undefined };
export type ConditionScenario = About & { definition: Condition; expected: boolean };
/** `undefined` is expected where the trait is missing. */
export type ValueScenario = About & { value: TraitValue; expected: unknown };
export type Scenario = ConditionScenario | ValueScenario;

export const at = (text: string): number => Date.parse(text);
export const [secondMs, minuteMs, hourMs, dayMs] = [1000, 60_000, 3_600_000, 86_400_000];

/** When most scenarios ask: a Friday, in winter time. The zone of the workspace is Warsaw's, an hour ahead. */
export const nowMs = at('2026-11-27T08:00:00Z');
export const warsaw = 'Europe/Warsaw';

/** Who nothing is known of, but for what is given. */
export const person = (known: Partial<Person> = {}): Person => ({
  id: 1,
  tellings: [],
  events: [],
  stays: [],
  lists: [],
  traits: {},
  permits: [],
  said: {},
  ...known,
});

/** An attribute as it was told; a day ago, where the time does not matter. */
export const told = (
  name: string,
  value: unknown,
  ms = nowMs - dayMs,
  more: Partial<Telling> = {},
): Telling => ({
  name,
  value,
  ms,
  ...more,
});

export type Happened = Omit<PersonsEvent, 'id'>;
export const track = (name: string, ms: number, properties: Record<string, unknown> = {}): Happened => ({
  name,
  type: 'track',
  ms,
  properties,
});

/** Events in the order in which they were stored. */
export const stored = (...events: Happened[]): PersonsEvent[] =>
  events.map((event, index) => ({ ...event, id: index + 1 }));

/** A person with these events, stored in this order. */
export const whoDid = (...events: Happened[]): Person => person({ events: stored(...events) });

type Options = { momentMs?: number; zone?: string; limits?: Limits };
export const isTrueOf = (
  name: string,
  definition: Condition,
  of: Person,
  expected: boolean,
  { momentMs = nowMs, zone = warsaw }: Options = {},
): ConditionScenario => ({ name, definition, person: of, momentMs, zone, expected });

export const isValueOf = (
  name: string,
  value: TraitValue,
  of: Person,
  expected: unknown,
  { momentMs = nowMs, zone = warsaw, limits }: Options = {},
): ValueScenario => ({ name, value, person: of, momentMs, zone, limits, expected });
