// Which fields of a view became others, by what they say: how old a value is counts, that a ranking was asked again does not.
import type { AnsweredField, ViewAnswer } from './answers.ts';

/** The names of the fields that differ; of another person or view, none. */
export function listChanged(before: ViewAnswer | undefined, now: ViewAnswer): string[] {
  if (before === undefined || before.view !== now.view || before.subject?.id !== now.subject?.id) return [];
  const names = new Set([...Object.keys(before.fields), ...Object.keys(now.fields)]);
  return [...names].filter((name) => said(before.fields[name]) !== said(now.fields[name]));
}

function said(field: AnsweredField | undefined): string {
  if (field === undefined) return '';
  const isAskedAgain = field.kind === 'ranking';
  return JSON.stringify(isAskedAgain ? field.value : [field.value, field.joined, field.updated_at]);
}
