// What an explanation of a past moment does not know of that moment, and takes as it is today.
//
// Events are those up to the moment, and what an attribute was is known where a definition asks about it. All else is kept as it is
// now: an answer about the past says so, code by code, and never passes for more than it is.
import { listLookUps, listNamedLists } from '@rapport/protocol';
import { listNodes } from './asked.ts';
import type { Node } from './tree.ts';

const sentences = {
  identity: 'Whose events these are, and which of them have arrived, is as it is known today.',
  permission: 'What the purpose permits, and what it may see, is as of today.',
  definition: 'The definition, and those that it asks, are those of today.',
  attributes: 'Attributes have the value of today, but where the definition asks what they were.',
  said: 'What the person permits and said of a purpose is as of today.',
  lists: 'Lists are as they are today.',
  catalog: 'What is looked up in the catalog is as it is today.',
  stays: 'Of stays in segments only the last is known.',
  scores: 'Scores go by the limits between groups of today.',
} as const;

type Code = keyof typeof sentences;
export type Todays = { code: Code; message: string };

export function listTodays(root: Node): Todays[] {
  const codes = new Set<Code>(['identity', 'permission', 'definition']);
  for (const { definition } of listNodes(root)) {
    const isOfNow = 'attribute' in definition && !('changed' in definition) && !('for' in definition);
    if (isOfNow || JSON.stringify(definition).includes('"zone":"person"')) codes.add('attributes');
    if ('said' in definition || 'permits' in definition) codes.add('said');
    if (listNamedLists(definition).length > 0) codes.add('lists');
    if (listLookUps(definition).length > 0) codes.add('catalog');
    if ('entered' in definition || 'left' in definition) codes.add('stays');
    if ('score' in definition || 'rfm' in definition) codes.add('scores');
  }
  return [...codes].map((code) => ({ code, message: sentences[code] }));
}
