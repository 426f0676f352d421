// A message in quarantine as whoever asks may see it. Nobody has labelled what it holds, so to those who do not see everything in
// clear only what the protocol itself put there is shown; and what its name says is never disclosed is shown to nobody.
import {
  guessCategory,
  isNeverDisclosed,
  type Mask,
  type MaskReason,
  maskValue,
} from '../../respect/categories/index.ts';

const unlabelled = { category: null, state: 'unlabelled' } as const;
/** Says nothing of anybody. */
const ofProtocol = new Set(['type', 'event', 'messageId', 'timestamp', 'sentAt', 'originalTimestamp']);

/** Why it is masked as a whole; undefined where it is shown in clear. */
export const whyMasked = (mask: Mask | undefined): MaskReason | undefined => mask?.(unlabelled);

export const maskExcerpt = (excerpt: string): string => String(maskValue(excerpt, null));

/** The message as JSON text. What is no JSON cannot be shown in part. */
export function showBody(body: string, mask: Mask | undefined): string {
  const isMasked = whyMasked(mask) !== undefined;
  const whole = isMasked ? maskExcerpt(body) : body;
  try {
    return showParsed(body, isMasked);
  } catch (error) {
    // No JSON, or nested too deep to be written again.
    if (error instanceof SyntaxError || error instanceof RangeError) return whole;
    throw error;
  }
}

function showParsed(body: string, isMasked: boolean): string {
  const parsed: unknown = JSON.parse(body);
  if (isMasked) return JSON.stringify(maskAll(parsed));
  const shown = JSON.stringify(withoutUndisclosed(parsed));
  // As it was sent, to the last space, where nothing has to be left out.
  return shown === JSON.stringify(parsed) ? body : shown;
}

function maskAll(value: unknown): unknown {
  if (!isFields(value)) return maskValue(value, null);
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      ofProtocol.has(name) && typeof one === 'string' ? one : maskValue(one, null),
    ]),
  );
}

function withoutUndisclosed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndisclosed);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      isNeverDisclosed(guessCategory('property', name) ?? '')
        ? maskValue(one, null)
        : withoutUndisclosed(one),
    ]),
  );
}

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
