// Faults of definitions: from what a schema finds to the one place that has to be changed, and what to do there.
//
// A definition is a tree of choices, and a schema that finds no branch that fits reports all of them. Of those the one is meant
// that shares most keys with what was given: its own faults are the faults. Where several are equally near, the choice itself
// is the fault, and its sentence says what there is to choose from.
import type { z } from 'zod';
import { isHalfLookUp, sayPropertyForms } from './look-ups.ts';

type Issue = z.core.$ZodIssue;
export type DefinitionFault = {
  /** Where: `definition.all[0].events`; empty for the whole. */
  at: string;
  /** What to do. */
  message: string;
};

export const faultsMax = 20;

/** The faults behind the issues of a schema, which must have been asked to report inputs. */
export function toFaults(issues: readonly Issue[]): DefinitionFault[] {
  return issues
    .flatMap((issue) => nearest(issue, []))
    .slice(0, faultsMax)
    .map(({ path, message }) => ({ at: toText(path), message }));
}

type Found = { path: PropertyKey[]; message: string };

function nearest(issue: Issue, before: PropertyKey[]): Found[] {
  const path = [...before, ...issue.path];
  if (issue.code !== 'invalid_union') return [{ path, message: issue.message }];
  const branches = issue.errors.map((issues) => ({ issues, distance: distanceOf(issues) }));
  const least = Math.min(...branches.map(({ distance }) => distance));
  const [meant, ...others] = branches.filter(({ distance }) => distance === least);
  if (meant === undefined || others.length > 0) return [{ path, message: issue.message }];
  return meant.issues.flatMap((inside) => nearest(inside, path));
}

/** How many keys are too many or missing in a branch; one that expects no object at all is far. */
function distanceOf(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => {
    if (issue.code === 'unrecognized_keys' && issue.path.length === 0) return sum + issue.keys.length;
    if (issue.path.length === 1 && issue.input === undefined) return sum + 1;
    return issue.path.length === 0 && issue.code === 'invalid_type' ? sum + 100 : sum;
  }, 0);
}

const toText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');

/** Sentences for what the schemas say nothing of themselves. */
export function sayWhatToDo(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'unrecognized_keys' && isHalfLookUp(issue.input)) return sayPropertyForms(issue.input);
  if (issue.code === 'unrecognized_keys')
    return `Remove ${issue.keys.map((key) => `\`${key}\``).join(', ')}: it means nothing here.`;
  if (issue.code === 'invalid_type')
    return issue.input === undefined
      ? `Give ${names[issue.expected] ?? issue.expected} here: it is missing.`
      : `Give ${names[issue.expected] ?? issue.expected} here.`;
  if (issue.code === 'invalid_key')
    return 'Name it with 1 to 63 small letters, digits and _, a letter first.';
  const numeric = issue.origin === 'number' || issue.origin === 'int';
  if (issue.code === 'too_big' && numeric) return `Give a number of at most ${issue.maximum}.`;
  if (issue.code === 'too_small' && numeric) return `Give a number of at least ${issue.minimum}.`;
  return undefined;
}

const names: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};
