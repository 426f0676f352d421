// Definitions as sentences. A short one is a line; a longer one is a line with its parts below, as deep as it has to be. Both say all
// of the definition: nothing is left out because it would be long.
import type { Condition, TraitValue } from '@rapport/protocol';
import { type Single, saySingle } from './condition-clauses.ts';
import { capitalised, type Part, toParts, toText } from './marks.ts';
import type { Speech } from './speech.ts';
import { sayValue } from './value-phrases.ts';

/** A sentence with its parts below it; none where it is whole. */
export type Outline = { words: Part[]; items: Outline[] };

/** A line of this many signs can still be read at a glance. */
const LINE_MAX = 140;

/** The whole condition in one line, inner groups in brackets. */
export const toSentence = (speech: Speech, condition: Condition): Part[] =>
  capitalised(toParts(say(speech, condition, false)), speech.locale);

/** What a trait is, in one line. */
export const toValueSentence = (speech: Speech, value: TraitValue): Part[] =>
  capitalised(toParts(sayValue(speech, value)), speech.locale);

/** The condition as lines below each other, those that are short in one. */
export function toOutline(speech: Speech, condition: Condition): Outline {
  const line = toSentence(speech, condition);
  const group = toGroup(condition);
  if (group === undefined) return { words: line, items: [] };
  const isFlat = group.parts.every((part) => toGroup(part) === undefined);
  if (isFlat && group.parts.length <= 3 && toText(line).length <= LINE_MAX) return { words: line, items: [] };
  return {
    words: toParts(sayLead(speech, group)),
    items: group.parts.map((part) => toOutline(speech, part)),
  };
}

/** A condition without the parts that it joins, which stand below; undefined where it joins none. */
export function toLead(speech: Speech, condition: Condition): Part[] | undefined {
  const group = toGroup(condition);
  return group && toParts(sayLead(speech, group));
}

type Group = {
  kind: 'all' | 'any' | 'one' | 'atLeast' | 'denied' | 'deniedAny';
  n: number;
  parts: Condition[];
};

/** How a condition joins others; undefined where it is said in one clause. */
function toGroup(given: Condition): Group | undefined {
  const condition = unwrapped(given);
  if ('all' in condition) return grouped('all', condition.all);
  if ('any' in condition) return grouped('any', condition.any);
  if ('one' in condition) return grouped('one', condition.one);
  if ('at_least' in condition && 'of' in condition && Array.isArray(condition.of))
    return grouped('atLeast', condition.of, condition.at_least);
  if (!('not' in condition) || isTest(condition)) return undefined;
  const inner = unwrapped(condition.not as Condition);
  if ('any' in inner && inner.any.length > 1) return { kind: 'deniedAny', n: 0, parts: inner.any };
  return toGroup(inner) === undefined ? undefined : { kind: 'denied', n: 0, parts: [inner] };
}

const grouped = (kind: Group['kind'], parts: Condition[], n = 0): Group | undefined =>
  parts.length === 0 ? undefined : { kind, n, parts };

/** `{"attribute": "plan", "not": …}` has a test of that name, and is no denied condition. */
const isTest = (condition: object): boolean => 'attribute' in condition || 'trait' in condition;

/** Without what joins one alone, and without two denials that take each other back. */
function unwrapped(condition: Condition): Condition {
  for (const name of ['all', 'any', 'one'] as const) {
    const parts = (condition as Partial<Record<typeof name, Condition[]>>)[name];
    const only = parts?.length === 1 ? parts[0] : undefined;
    if (only !== undefined) return unwrapped(only);
  }
  if ('not' in condition && !isTest(condition)) {
    const inner = unwrapped(condition.not as Condition);
    if ('not' in inner && !isTest(inner)) return unwrapped(inner.not as Condition);
    return { not: inner };
  }
  return condition;
}

function sayLead({ words, plural }: Speech, { kind, n }: Group): string {
  return kind === 'atLeast' ? plural(words.lead.atLeast, n) : words.lead[kind];
}

function say(speech: Speech, given: Condition, inside: boolean): string {
  const { words, fill, plural } = speech;
  const condition = unwrapped(given);
  const group = toGroup(condition);
  if (group === undefined) {
    const clause = sayPlain(speech, condition);
    // A sequence has commas of its own.
    return inside && 'sequence' in condition ? fill(words.group.bracketed, { clause }) : clause;
  }
  const { kind, parts, n } = group;
  // "Neither is true" is easier to read as "this is not true, and that is not".
  if (kind === 'deniedAny') return say(speech, { all: parts.map((not) => ({ not })) }, inside);
  if (kind === 'denied')
    return fill(words.group.denied, { clause: say(speech, parts[0] as Condition, false) });
  const clauses = parts.map((part) => say(speech, part, true));
  const clause =
    kind === 'all' || kind === 'any'
      ? speech.clauses(kind, clauses)
      : kind === 'one'
        ? fill(words.group.one, { list: clauses.join(words.group.separator) })
        : plural(words.group.atLeast, n, { list: clauses.join(words.group.separator) });
  return inside ? fill(words.group.bracketed, { clause }) : clause;
}

/** A condition that joins nothing: a single one, its denial, or an empty group. */
function sayPlain(speech: Speech, condition: Condition): string {
  const { words, fill } = speech;
  if ('not' in condition && !isTest(condition)) {
    const inner = condition.not as Condition;
    const emptied = sayEmpty(speech, inner, true);
    if (emptied !== undefined) return emptied;
    const short = saySingle(speech, inner as Single, true);
    return short ?? fill(words.group.denied, { clause: saySingle(speech, inner as Single, false) });
  }
  return sayEmpty(speech, condition, false) ?? saySingle(speech, condition as Single, false) ?? '';
}

/** Of nothing each is true, and none. */
function sayEmpty({ words }: Speech, condition: Condition, denied: boolean): string | undefined {
  const isAll = 'all' in condition;
  const isGroup =
    isAll || 'any' in condition || 'one' in condition || ('at_least' in condition && 'of' in condition);
  if (!isGroup) return undefined;
  return isAll === !denied ? words.everyone : words.nobody;
}
