// The oracle's sequences: for each step the events that can stand there, tried one by one.
import type { Sequence, SequenceStep, StepSelector } from '@rapport/protocol';
import type { AskedOf } from './ask-test.ts';
import { areEqual, durationMs, isScalar, propertyAt } from './plain-values.ts';
import { fits, inOrder, isInWindow } from './select-events.ts';
import type { PersonsEvent } from './world.ts';

const eventsMax = 10_000;

export function hasSequence(events: readonly PersonsEvent[], sequence: Sequence, asked: AskedOf): boolean {
  const newest = inOrder(events, asked.momentMs)
    .filter((event) => selectorsOf(sequence).some((selector) => fits(event, selector, asked)))
    .slice(-eventsMax);
  const { same } = sequence;
  if (same === undefined) return canBeChosen(newest, sequence, asked);
  const sameOf = (event: PersonsEvent): unknown => propertyAt(event.properties, same);
  const values = newest.map(sameOf).filter(isScalar);
  // Once for each value, each time as if only the events with that value had happened.
  const different = values.filter(
    (value, index) => values.findIndex((other) => areEqual(other, value)) === index,
  );
  return different.some((value) =>
    canBeChosen(
      newest.filter((event) => areEqual(sameOf(event), value)),
      sequence,
      asked,
    ),
  );
}

/** Follows the steps: of each the events that may stand there after some event that may stand at the step before. */
function canBeChosen(events: readonly PersonsEvent[], sequence: Sequence, asked: AskedOf): boolean {
  const inWindow = events.filter(({ ms }) => isInWindow(ms, sequence.in, asked));
  const [first, ...later] = sequence.sequence;
  if (first === undefined) return false;
  let standing = inWindow.filter((event) => fits(event, first, asked));
  for (const step of later) {
    const candidates = inWindow.filter((event) => fits(event, step, asked));
    const disturbing = events.filter(
      (event) => step.without !== undefined && fits(event, step.without, asked),
    );
    standing = candidates.filter((event) =>
      standing.some((before) => mayFollow(before, event, step, disturbing)),
    );
  }
  return standing.some((last) => isFollowedByNothing(last, events, sequence.after_last, asked));
}

function mayFollow(
  before: PersonsEvent,
  event: PersonsEvent,
  { within }: SequenceStep,
  disturbing: readonly PersonsEvent[],
): boolean {
  if (event.ms <= before.ms) return false;
  if (within !== undefined && event.ms - before.ms > durationMs(within)) return false;
  return !disturbing.some(({ ms }) => before.ms < ms && ms < event.ms);
}

function isFollowedByNothing(
  last: PersonsEvent,
  events: readonly PersonsEvent[],
  rule: Sequence['after_last'],
  asked: AskedOf,
): boolean {
  if (rule === undefined) return true;
  const endMs = last.ms + durationMs(rule.for);
  if (endMs > asked.momentMs) return false;
  return !events.some((event) => last.ms < event.ms && event.ms <= endMs && fits(event, rule.nothing, asked));
}

function selectorsOf({ sequence, after_last }: Sequence): StepSelector[] {
  const withouts = sequence.flatMap(({ without }) => (without === undefined ? [] : [without]));
  return [...sequence, ...withouts, ...(after_last === undefined ? [] : [after_last.nothing])];
}
