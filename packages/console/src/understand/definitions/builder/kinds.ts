// The kinds of conditions that the builder shows, how each is recognised and how each begins. What is of no kind is shown as JSON.
import { type Condition, messageTypes, propertyValues } from '@rapport/protocol';
import { readForm } from './forms-of-tests.ts';

/** A condition as it is being written: of the right shape, not yet right. */
export type Draft = Record<string, unknown>;

export const rowKinds = [
  ...(['count', 'recency', 'value', 'sequence'] as const),
  ...(['attribute', 'changed', 'trait', 'segment', 'list'] as const),
  ...(['permits', 'said', 'held_out', 'bucket', 'everyone'] as const),
] as const;
export type RowKind = (typeof rowKinds)[number];
export const joins = ['all', 'any', 'none', 'one', 'at_least'] as const;
export type Join = (typeof joins)[number];

export type Shown =
  | { as: 'group'; join: Join; n: unknown; parts: Draft[] }
  | { as: 'row'; kind: RowKind; denied: boolean; condition: Draft }
  /** What is denied is no row: a group, or denied itself. */
  | { as: 'denied'; part: Draft }
  | { as: 'json' };

/** How the builder shows a condition. */
export function toShown(draft: Draft): Shown {
  if (!isObject(draft)) return { as: 'json' };
  const group = toGroup(draft);
  if (group) return group;
  const denied = isOnly(draft, 'not') && isObject(draft.not);
  const condition = denied ? (draft.not as Draft) : draft;
  const kind = kindOf(condition);
  if (kind !== undefined) return { as: 'row', kind, denied, condition };
  return denied ? { as: 'denied', part: condition } : { as: 'json' };
}

function toGroup(draft: Draft): Shown | undefined {
  const { not } = draft;
  const isNone = isOnly(draft, 'not') && isObject(not) && isOnly(not, 'any');
  const holder = isNone ? not : draft;
  const join = isNone
    ? 'none'
    : ((['all', 'any', 'one'] as const).find((one) => isOnly(draft, one)) ??
      (hasOnly(draft, ['at_least', 'of'], []) ? 'at_least' : undefined));
  if (join === undefined) return undefined;
  const parts = holder[join === 'none' ? 'any' : join === 'at_least' ? 'of' : join];
  if (!Array.isArray(parts) || !parts.every(isObject)) return undefined;
  return { as: 'group', join, n: draft.at_least, parts };
}

/** A group as it is written. */
export function fromGroup(join: Join, n: unknown, parts: Draft[]): Draft {
  if (join === 'none') return { not: { any: parts } };
  return join === 'at_least' ? { at_least: n, of: parts } : { [join]: parts };
}

export function kindOf(condition: Draft): RowKind | undefined {
  if (hasOnly(condition, ['everyone'], [])) return 'everyone';
  if (hasOnly(condition, ['list'], [])) return 'list';
  if (hasOnly(condition, ['permits'], [])) return 'permits';
  if (hasOnly(condition, ['said', 'of'], [])) return 'said';
  if (hasOnly(condition, ['bucket'], []) && isObject(condition.bucket)) return 'bucket';
  if (hasOnly(condition, ['held_out'], []) && isObject(condition.held_out)) return 'held_out';
  if (hasOnly(condition, ['segment'], ['entered']) || hasOnly(condition, ['segment', 'left'], []))
    return isObject(condition.entered ?? condition.left ?? {}) ? 'segment' : undefined;
  if ('sequence' in condition) return isSequence(condition) ? 'sequence' : undefined;
  if ('changed' in condition) return isChanged(condition) ? 'changed' : undefined;
  if ('attribute' in condition) {
    const { attribute: _, for: __, ...test } = condition;
    return readForm(test) && 'attribute';
  }
  if ('trait' in condition) {
    const { trait: _, ...test } = condition;
    return readForm(test) && 'trait';
  }
  return 'events' in condition ? kindOfEvents(condition) : undefined;
}

function kindOfEvents(condition: Draft): RowKind | undefined {
  if (!isObject(condition.events) || !isSelector(condition.events)) return undefined;
  const { events: _, ...asked } = condition;
  const [key] = Object.keys(asked);
  const isTested = (value: unknown) => isObject(value) && readForm(value) !== undefined;
  if (key === 'count' && isOnly(asked, key)) return isTested(asked.count) ? 'count' : undefined;
  if ((key === 'first_at' || key === 'last_at') && isOnly(asked, key))
    return isTested(asked[key]) ? 'recency' : undefined;
  const name = propertyValues.find((one) => one in asked);
  if (name === undefined || !hasOnly(asked, [name, 'is'], []) || !isTested(asked.is)) return undefined;
  return 'value';
}

/** Of which the builder shows all. `more`: what a step of a sequence has beside. */
export function isSelector(selector: Draft, more: string[] = []): boolean {
  const { where = [], in: window, local, type } = selector;
  const isKnown = hasOnly(selector, [], [...namings, 'where', 'local', 'in', ...more]);
  if (!isKnown || !namings.some((key) => key in selector)) return false;
  if (type !== undefined && !messageTypes.some((one) => one === type)) return false;
  if (!isWindow(window) || !isLocal(local) || !Array.isArray(where)) return false;
  return where.every((test) => {
    if (!isObject(test)) return false;
    const { property: _, of, field, ...rest } = test;
    const isLookUp = typeof of === 'string' && typeof field === 'string';
    return readForm(rest) !== undefined && (isLookUp || (of === undefined && field === undefined));
  });
}

function isWindow(window: unknown): boolean {
  if (window === undefined) return true;
  if (!isObject(window)) return false;
  return (
    hasOnly(window, ['last'], []) ||
    hasOnly(window, ['calendar'], ['back', 'units', 'zone']) ||
    hasOnly(window, [], ['from', 'until'])
  );
}

const isLocal = (local: unknown): boolean =>
  local === undefined ||
  (isObject(local) &&
    hasOnly(local, [], ['weekdays', 'from', 'until', 'zone']) &&
    (local.weekdays === undefined || Array.isArray(local.weekdays)));

function isSequence(condition: Draft): boolean {
  const { sequence, after_last: after, in: window } = condition;
  if (!hasOnly(condition, ['sequence'], ['same', 'in', 'after_last'])) return false;
  if (!isWindow(window) || !Array.isArray(sequence)) return false;
  const isStep = (step: unknown) =>
    isObject(step) &&
    isSelector(step, ['within', 'without']) &&
    (step.without === undefined || (isObject(step.without) && isSelector(step.without)));
  if (!sequence.every(isStep)) return false;
  if (after === undefined) return true;
  if (!isObject(after) || !hasOnly(after, ['nothing'], ['for'])) return false;
  return isObject(after.nothing) && isSelector(after.nothing);
}

function isChanged({ attribute, changed, ...more }: Draft): boolean {
  if (attribute === undefined || Object.keys(more).length > 0 || !isObject(changed)) return false;
  if (!hasOnly(changed, [], ['within', 'from', 'to'])) return false;
  return (['from', 'to'] as const).every((side) => {
    const test = changed[side];
    return test === undefined || (isObject(test) && readForm(test) !== undefined);
  });
}

const isObject = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isOnly = (value: object, key: string): boolean => hasOnly(value, [key], []);
const hasOnly = (value: object, needed: string[], also: string[]): boolean =>
  needed.every((key) => key in value) &&
  Object.keys(value).every((key) => needed.includes(key) || also.includes(key));

/** How a selector may name its events; at least one of them is there. */
const namings = ['name', 'name_starts_with', 'type'];
const orders = { name: '' };
/** What each kind begins with. */
export const starts: Record<RowKind, Draft> = {
  count: { events: { ...orders, in: { last: 'P30D' } }, count: { at_least: 1 } },
  recency: { events: orders, last_at: { within_last: 'P7D' } },
  value: { events: { ...orders, in: { last: 'P30D' } }, sum: '', is: { at_least: 100 } },
  sequence: { sequence: [{ name: '' }, { name: '', within: 'P1D' }], in: { last: 'P30D' } },
  attribute: { attribute: '', is: '' },
  changed: { attribute: '', changed: { within: 'P7D' } },
  trait: { trait: '', at_least: 1 },
  segment: { segment: '' },
  list: { list: '' },
  permits: { permits: '' },
  said: { said: 'yes', of: '' },
  held_out: { held_out: { of: 'holdout', percent: 5 } },
  bucket: { bucket: { of: '', from: 0, until: 1000 } },
  everyone: { everyone: true },
} satisfies Record<RowKind, Draft | Condition>;
