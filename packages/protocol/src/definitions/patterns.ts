// Regular expressions of definitions: the part that RE2 and JavaScript read alike, so that no engine's habits decide who is in a segment.
import { z } from 'zod';
import { patternLengthMax } from './limits.ts';

const repeatsMax = 100;
const escapes = 'dDwWsSbBtnrf';
const signs = '^$\\.*+?()[]{}|/';

/** What is wrong with an expression, as a sentence that says what to do; undefined where it may be used. */
export function findPatternFault(pattern: string): string | undefined {
  if ([...pattern].length > patternLengthMax)
    return `Keep the expression within ${patternLengthMax} characters.`;
  /** For each open group, and outermost for all: whether a counted repetition stands in it. */
  const counted = [false];
  let last = false;
  for (let at = 0; at < pattern.length; ) {
    const token = readToken(pattern, at);
    if (token.fault !== undefined) return token.fault;
    at += token.length;
    if (token.kind === 'open') counted.push(false);
    if (token.kind === 'close') last = counted.length > 1 && counted.pop() === true;
    if (token.kind === 'counted') {
      if (last) return 'Do not repeat by number what is repeated by number already.';
      last = true;
    } else if (token.kind !== 'close' && token.kind !== 'lazy') last = false;
    if (last) counted[counted.length - 1] = true;
  }
  try {
    new RegExp(pattern, 'u');
    return undefined;
  } catch {
    return 'This is no regular expression. Look for brackets that are not closed, and a sign without its backslash.';
  }
}

type Token = { kind: 'open' | 'close' | 'counted' | 'lazy' | 'other'; length: number; fault?: string };

function readToken(pattern: string, at: number): Token {
  const other = (length: number, fault?: string): Token =>
    fault === undefined ? { kind: 'other', length } : { kind: 'other', length, fault };
  const char = pattern.charAt(at);
  if (char === '\\') return other(2, findEscapeFault(pattern.charAt(at + 1), signs));
  if (char === '[') return readClass(pattern, at);
  if (char === '(') {
    if (pattern.charAt(at + 1) !== '?') return { kind: 'open', length: 1 };
    if (pattern.startsWith('(?:', at)) return { kind: 'open', length: 3 };
    return other(1, 'Use only ( ) and (?: ) as groups: there is no look-around, no name and no flag.');
  }
  if (char === ')') return { kind: 'close', length: 1 };
  if (char === '?') return { kind: 'lazy', length: 1 };
  if (char !== '{') return other(1);
  const [text, low, high] = /^\{(\d+)(?:,(\d*))?\}/.exec(pattern.slice(at)) ?? [];
  if (text === undefined) return other(1, 'Write a backslash before { that begins no repetition.');
  if (Number(low) > repeatsMax || Number(high ?? 0) > repeatsMax)
    return other(1, `Repeat at most ${repeatsMax} times.`);
  return { kind: 'counted', length: text.length };
}

function readClass(pattern: string, start: number): Token {
  let at = start + (pattern.charAt(start + 1) === '^' ? 2 : 1);
  if (pattern.charAt(at) === ']')
    return { kind: 'other', length: 1, fault: 'Put something into the class [ ].' };
  for (; at < pattern.length && pattern.charAt(at) !== ']'; at += 1) {
    const char = pattern.charAt(at);
    if (char === '[')
      return { kind: 'other', length: 1, fault: 'Write a backslash before [ inside a class.' };
    if (char !== '\\') continue;
    at += 1;
    const escaped = pattern.charAt(at);
    if ('SbB'.includes(escaped))
      return { kind: 'other', length: 1, fault: `Do not use \\${escaped} inside a class.` };
    const fault = findEscapeFault(escaped, `${signs}-`);
    if (fault !== undefined) return { kind: 'other', length: 1, fault };
  }
  return { kind: 'other', length: at + 1 - start };
}

function findEscapeFault(escaped: string, allowed: string): string | undefined {
  if (escaped !== '' && (escapes.includes(escaped) || allowed.includes(escaped))) return undefined;
  if (/[1-9k]/.test(escaped)) return 'There are no back-references: write out what is to be found.';
  return `\\${escaped} is not understood. Escapes are \\d \\w \\s \\b, their capitals, \\t \\n \\r \\f, and a backslash before a sign.`;
}

export const expression = z
  .string()
  .min(1, 'Give an expression.')
  .superRefine((pattern, context) => {
    const fault = findPatternFault(pattern);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
  })
  .meta({ id: 'Expression', maxLength: patternLengthMax });
