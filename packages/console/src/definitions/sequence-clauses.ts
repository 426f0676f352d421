// Sequences as clauses: "in this order: *Product Added*, then *Order Completed* (within 1 day) in the last 30 days".
import type { Sequence, SequenceStep } from '@rapport/protocol';
import { sayEvents, sayWindow } from './event-phrases.ts';
import { asName } from './marks.ts';
import type { Speech } from './speech.ts';

export function saySequence(speech: Speech, sequence: Sequence): string {
  const { fill, words, length } = speech;
  const [first, ...later] = sequence.sequence;
  const start = first === undefined ? '' : sayEvents(speech, first, 'it');
  const within = sayWindow(speech, sequence.in);
  let clause =
    later.length === 0
      ? fill(words.sequence.alone, { step: start, in: within })
      : fill(words.sequence.several, {
          steps: [start, ...later.map((step) => sayStep(speech, step))].join(words.sequence.separator),
          in: within,
        });
  if (sequence.same !== undefined && later.length > 0)
    clause = fill(words.sequence.same, { clause, property: asName(sequence.same) });
  else if (sequence.same !== undefined)
    clause = fill(words.sequence.has, { clause, property: asName(sequence.same) });
  const { after_last } = sequence;
  if (after_last === undefined) return clause;
  return fill(words.sequence.nothing, {
    clause,
    events: sayEvents(speech, after_last.nothing, 'without'),
    lengthOf: length(after_last.for, 'of'),
  });
}

function sayStep(speech: Speech, step: SequenceStep): string {
  const { fill, words, length } = speech;
  const limits = [
    ...(step.within === undefined
      ? []
      : [fill(words.sequence.within, { lengthOf: length(step.within, 'of') })]),
    ...(step.without === undefined
      ? []
      : [fill(words.sequence.without, { events: sayEvents(speech, step.without, 'without') })]),
  ];
  const [only, more] = limits;
  const events = sayEvents(speech, step, 'it');
  if (only === undefined) return fill(words.sequence.later, { step: events });
  const said = more === undefined ? only : fill(words.sequence.and, { limits: only, limit: more });
  return fill(words.sequence.laterOnly, { step: events, limits: said });
}
