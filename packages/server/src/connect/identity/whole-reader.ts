// All identifiers that are written in a message, whatever becomes of them: for whoever must not overlook one.
//
// The reader of identity stops at twenty, takes each once, pairs them and leaves blocked ones out; what is beyond that is
// stored with the message all the same. Here nothing is sorted or compared, so that a message full of identifiers costs
// no more than its length.
import type { Message } from '@rapport/protocol';
import type { Identifier } from './identifiers.ts';
import { claimContext, hasIdsOfContext, listSpellings, openParser } from './named-identifiers.ts';
import { toHashedForm } from './normal-forms.ts';
import type { Rules } from './rules.ts';

export type WholeReader = (message: Message) => Pick<Identifier, 'type' | 'value'>[];

export function openWholeReader(rules: Rules): WholeReader {
  const spellings = listSpellings(rules);
  // Blocked or not, it is stored: so that is not asked.
  const parse = openParser({ ...rules, isBlocked: () => false });

  return function readAll(message) {
    const found: Pick<Identifier, 'type' | 'value'>[] = [];
    const take = (type: string, told: unknown): void => {
      if (told === undefined || told === null || !rules.rankOf.has(type)) return;
      const parsed = parse(type, told);
      if (parsed.first === undefined) return;
      found.push(parsed.first);
      if (parsed.hashed === undefined) parsed.hashed = toHashedForm(parsed.first) ?? null;
      if (parsed.hashed !== null) found.push(parsed.hashed);
    };
    const takeTraits = (traits: unknown): void => {
      if (typeof traits !== 'object' || traits === null) return;
      for (const { name, type } of spellings)
        if (Object.hasOwn(traits, name)) take(type, (traits as Record<string, unknown>)[name]);
    };
    take('user_id', message.userId);
    take('anonymous_id', message.anonymousId);
    if (message.type === 'identify') takeTraits(message.traits);
    takeTraits(message.context.traits);
    if (hasIdsOfContext(message)) claimContext(message, take, Infinity);
    if (message.type === 'alias') {
      take('user_id', message.previousId);
      take('anonymous_id', message.previousId);
    }
    return found;
  };
}
