// Texts with variables: parsed once, filled for each person.
import { type Liquid, LiquidError, type Template, toValueSync } from 'liquidjs';
import { TemplateFault } from '../composing.ts';
import { openEngine, outputLengthMax, PlainContext, type Target, textLengthMax } from './engine.ts';
import { type Filling, setFilling } from './filling.ts';
import { openKept } from './kept.ts';
import { findNamed, type Named } from './named.ts';

export type Parsed = { target: Target; templates: Template[]; named: Named };
export type Variables = Record<string, unknown>;

const engines: Record<Target, Liquid> = { html: openEngine('html'), text: openEngine('text') };
const keptLettersMax = 8_000_000;
const kept: Record<Target, ReturnType<typeof openKept<Parsed>>> = {
  html: openKept(keptLettersMax),
  text: openKept(keptLettersMax),
};

/** Throws `TemplateFault` where it cannot be understood. The same text is parsed once. */
export function parseText(text: string, target: Target): Parsed {
  const known = kept[target].find(text);
  if (known !== undefined) return known;
  if (text.length > textLengthMax)
    throw new TemplateFault(`The text has ${text.length} letters; ${textLengthMax} are the most.`);
  try {
    const liquid = engines[target];
    const templates = liquid.parse(text);
    const parsed = { target, templates, named: findNamed(liquid, templates, text) };
    kept[target].add(text, parsed);
    return parsed;
  } catch (error) {
    throw toFault(error);
  }
}

/**
 * Throws `TemplateFault` for a variable that is not there, a value that a filter cannot take, or a text that costs too much.
 * `lenient`: a variable that is not there is nothing.
 */
export function fillText(
  { target, templates }: Parsed,
  variables: Variables,
  filling: Filling,
  lenient = false,
): string {
  const { renderer, options } = engines[target];
  // Each `if` about something that is not there throws inside, and where that came from is what takes the time.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    const context = new PlainContext(variables, options, { sync: true, strictVariables: !lenient });
    setFilling(context, filling);
    const filled = String(
      toValueSync(renderer.renderTemplates(templates, context) as IterableIterator<unknown>),
    );
    if (filled.length > outputLengthMax) throw new Error(`It became longer than ${outputLengthMax} letters.`);
    return filled;
  } catch (error) {
    throw toFault(error);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const limits: Record<string, string> = {
  'memory alloc limit exceeded': 'The text makes too much of it: more is rendered than a message may cost.',
  'template render limit exceeded': 'The text takes too long to fill.',
  'parse length limit exceeded': 'The text is too long.',
};

function toFault(error: unknown): TemplateFault {
  if (error instanceof TemplateFault) return error;
  const liquid = LiquidError.is(error) ? error : undefined;
  const own = (liquid?.originalError ?? error) as Error;
  const limit = Object.entries(limits).find(([sentence]) => own.message.includes(sentence))?.[1];
  if (own instanceof RangeError && limit === undefined && /call stack/i.test(own.message))
    return new TemplateFault('The text is nested too deeply.', { cause: error });
  return new TemplateFault(limit ?? sentenceOf(own.message, liquid), { cause: error });
}

/** `undefined variable: person.name` is what liquidjs says. */
function sentenceOf(message: string, liquid: LiquidError | undefined): string {
  const missing = /^undefined variable: ([^,\n]*)/.exec(message)?.[1];
  if (missing !== undefined)
    return `"${missing}" is not there. Write {{ ${missing} | default: "…" }} where it may be missing.`;
  const filter = /undefined filter: (\S+)/.exec(message)?.[1];
  if (filter === 'raw')
    return 'There is no filter "raw": values are always put in as text. Write markup into the text itself.';
  if (filter !== undefined) return `There is no filter "${filter}".`;
  const [first = message] = message.split('\n');
  const place = liquid?.token === undefined ? '' : ` (${liquid.token.getText().slice(0, 80)})`;
  return `${first}${place}`;
}
