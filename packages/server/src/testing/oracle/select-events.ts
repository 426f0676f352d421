// The oracle's selectors and windows: which events of a person are meant, in the order of events.
import type { LookUp, Selector, StepSelector, Test, Window } from '@rapport/protocol';
import { type AskedOf, passes } from './ask-test.ts';
import { dateMs, durationMs, partsAt, propertyAt } from './plain-values.ts';
import type { Person, PersonsEvent } from './world.ts';

/** The events that the purpose may see: collected for it, or covered by a consent that came later. */
export const seenOf = ({ events, covered = [] }: Pick<Person, 'events' | 'covered'>): PersonsEvent[] =>
  events.filter(({ ms, snapshot = 'collected' }) => {
    if (snapshot !== 'unrefused') return snapshot === 'collected';
    return covered.some(({ fromMs, untilMs }) => fromMs <= ms && ms < untilMs);
  });

/** The events that a definition asked at a moment may see, by time and then as they were stored. */
export const inOrder = (events: readonly PersonsEvent[], momentMs: number): PersonsEvent[] =>
  events.filter(({ ms }) => ms <= momentMs).sort((x, y) => x.ms - y.ms || x.id - y.id);

export const select = (events: readonly PersonsEvent[], selector: Selector, asked: AskedOf): PersonsEvent[] =>
  inOrder(events, asked.momentMs).filter(
    (event) => fits(event, selector, asked) && isInWindow(event.ms, selector.in, asked),
  );

/** Whether an event is of the selector, whatever its window. */
export function fits(event: PersonsEvent, selector: StepSelector, asked: AskedOf): boolean {
  const { name, name_starts_with: beginning, type, where = [], local } = selector;
  if (name !== undefined && event.name !== name) return false;
  if (beginning !== undefined && !event.name.startsWith(beginning)) return false;
  if (type !== undefined && event.type !== type) return false;
  if (local !== undefined && !happenedAt(event.ms, local, asked)) return false;
  return where.every((test) =>
    'of' in test
      ? namesOne(event, test, asked)
      : passes(propertyAt(event.properties, test.property), test, asked),
  );
}

/** Whether one of the objects whose ids lie at the property is there, and its field passes. */
function namesOne(
  { properties }: PersonsEvent,
  { property, of, field, ...test }: LookUp,
  asked: AskedOf,
): boolean {
  const objects = new Map(Object.entries(asked.catalog[of] ?? {}));
  return partsAt(properties, property).some((id) => {
    const object = typeof id === 'string' || typeof id === 'number' ? objects.get(String(id)) : undefined;
    return object !== undefined && passes(new Map(Object.entries(object)).get(field), test as Test, asked);
  });
}

export function isInWindow(ms: number, window: Window | undefined, asked: AskedOf): boolean {
  if (window === undefined) return true;
  if ('last' in window) return asked.momentMs - durationMs(window.last) < ms && ms <= asked.momentMs;
  if (!('calendar' in window)) {
    if (window.from !== undefined && ms < (dateMs(window.from) ?? Number.NaN)) return false;
    return window.until === undefined || ms < (dateMs(window.until) ?? Number.NaN);
  }
  const { calendar, back = 0, units = 1, zone } = window;
  const today = Temporal.Instant.fromEpochMilliseconds(asked.momentMs)
    .toZonedDateTimeISO(asked.zoneOf(zone))
    .toPlainDate();
  const step = stepOf[calendar];
  const last = beginningOf[calendar](today);
  const beginsMs = (count: number): number =>
    addTimes(last, step, count).toZonedDateTime({ timeZone: asked.zoneOf(zone) }).epochMilliseconds;
  return beginsMs(-(back + units - 1)) <= ms && ms < beginsMs(1 - back);
}

type Unit = Extract<Window, { calendar: unknown }>['calendar'];

const stepOf: Record<Unit, { days?: number; months?: number }> = {
  day: { days: 1 },
  week: { days: 7 },
  month: { months: 1 },
  quarter: { months: 3 },
  year: { months: 12 },
};

const beginningOf: Record<Unit, (day: Temporal.PlainDate) => Temporal.PlainDate> = {
  day: (day) => day,
  week: (day) => day.subtract({ days: day.dayOfWeek - 1 }),
  month: (day) => day.with({ day: 1 }),
  quarter: (day) => day.with({ day: 1, month: day.month - ((day.month - 1) % 3) }),
  year: (day) => day.with({ day: 1, month: 1 }),
};

const addTimes = (day: Temporal.PlainDate, step: { days?: number; months?: number }, count: number) =>
  day.add({ days: (step.days ?? 0) * count, months: (step.months ?? 0) * count });

function happenedAt(ms: number, local: NonNullable<StepSelector['local']>, asked: AskedOf): boolean {
  const there = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(asked.zoneOf(local.zone));
  if (local.weekdays !== undefined && !local.weekdays.includes(there.dayOfWeek)) return false;
  if (local.from === undefined && local.until === undefined) return true;
  const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const minute = there.hour * 60 + there.minute;
  const from = local.from === undefined ? 0 : minutesOf(local.from);
  const until = local.until === undefined ? 24 * 60 : minutesOf(local.until);
  return from < until ? from <= minute && minute < until : from <= minute || minute < until;
}
