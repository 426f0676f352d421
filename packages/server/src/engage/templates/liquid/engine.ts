// Liquid, bounded: what a text may use, how much of it, and what becomes of its values.
//
// Texts are written by members, and values come from anywhere. So a text has no tags that read files or other texts, no filters
// that parse what they are given, and no way to what an object inherits; and values are only ever put into a text, escaped, and
// never read as one. There is no `raw`: whoever wants markup writes it into the text. What a text costs is counted, not timed: each
// piece that is rendered and each letter that is made, also on the way, is charged to one account (`cost`), so the same text fails
// or passes wherever it runs. The clock is only the last resort.
import { Context, type Emitter, Liquid, type Template } from 'liquidjs';
import { filters } from './filters.ts';

export type Target = 'html' | 'text';

export const textLengthMax = 1_000_000;
export const outputLengthMax = 1_500_000;
/** Letters that are made on the way, and twenty for each piece that is rendered. */
const cost = { max: 2_500_000, ofPiece: 20 };
const renderMsMax = 2_000;

/** `echo` and `cycle` put values out as they are, and `raw` puts out the text that it holds, which is the member's own. */
const tags = new Set([
  ...['assign', 'capture', 'case', 'comment', 'for', 'if', 'raw', 'unless', 'break', 'continue', '#'],
]);
/** Of those that liquidjs brings. `push`, `unshift` and `group_by` nest lists in themselves; `where` parses the name it is given. */
const takenFilters = new Set([
  ...[
    'abs',
    'at_least',
    'at_most',
    'ceil',
    'divided_by',
    'floor',
    'minus',
    'modulo',
    'plus',
    'round',
    'times',
  ],
  ...[
    'append',
    'capitalize',
    'downcase',
    'prepend',
    'remove',
    'replace',
    'split',
    'strip',
    'truncate',
    'upcase',
  ],
  ...['compact', 'concat', 'first', 'join', 'last', 'map', 'reverse', 'size', 'slice', 'sort', 'sum', 'uniq'],
  ...['default', 'url_encode'],
]);

const keepNames = (all: Record<string, unknown>, kept: ReadonlySet<string>): void => {
  for (const name of Object.keys(all)) if (!kept.has(name)) delete all[name];
};

/** One for each target, since what becomes of a value is decided when a text is parsed. */
export function openEngine(target: Target): Liquid {
  const liquid = new Liquid({
    ...{ strictVariables: true, strictFilters: true, lenientIf: true, ownPropertyOnly: true },
    ...{ parseLimit: textLengthMax, memoryLimit: cost.max, renderLimit: renderMsMax },
    ...{ templates: {}, dynamicPartials: false, relativeReference: false, globals: Object.create(null) },
    outputEscape: target === 'html' ? toHtml : toText,
  });
  keepNames(liquid.tags, tags);
  keepNames(liquid.filters, takenFilters);
  for (const [name, filter] of Object.entries(filters)) liquid.registerFilter(name, filter);
  const { renderer } = liquid;
  const render = renderer.renderTemplates.bind(renderer);
  renderer.renderTemplates = (templates: Template[], context: Context, emitter?: Emitter) => {
    context.memoryLimit.use(cost.ofPiece);
    return render(templates, context, emitter ?? openEmitter(context));
  };
  return liquid;
}

/** What is captured costs as much as what is put out. */
function openEmitter({ memoryLimit }: Context): Emitter {
  return {
    buffer: '',
    write(piece: unknown) {
      const text = typeof piece === 'string' ? piece : toText(piece);
      memoryLimit.use(text.length + cost.ofPiece);
      this.buffer += text;
    },
  };
}

/** What a person has of this name, and not how much is known of them: liquidjs makes up a `size` for whatever has none. */
export class PlainContext extends Context {
  override readProperty(...[of, key]: Parameters<Context['readProperty']>): unknown {
    const isPlain = typeof of === 'object' && of !== null && !Array.isArray(of);
    if (isPlain && key === 'size' && !Object.hasOwn(of, key)) return undefined;
    return super.readProperty(of, key);
  }
}

/** Characters that no page and no mail may hold. */
const unprintable = /[^\P{Cc}\n\r\t]/gu;
const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function toText(value: unknown): string {
  if (typeof value === 'string') return value.toWellFormed().replace(unprintable, '');
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(toText).join('');
  if (typeof value === 'object') throw new Error('It has several parts: name the one that is meant.');
  return String(value);
}

const toHtml = (value: unknown): string =>
  toText(value).replace(/[&<>"']/g, (one) => entities[one] as string);
