// Tests as the builder offers them: each form with what has to be given, how it is recognised and how it is written. A test that is
// of no form here is shown as JSON, so that nothing of it is lost.
import type { Test } from '@rapport/protocol';

export type Input =
  | 'none'
  | 'scalar'
  | 'scalars'
  | 'text'
  | 'number'
  | 'numbers'
  | 'date'
  | 'duration'
  | 'days'
  | 'test';

type Form = {
  key: string;
  input: Input;
  denied?: true;
  within?: 'ago' | 'ahead';
  fixed?: unknown;
  folds?: true;
  /** What is given at first, where it is not what its input begins with. */
  start?: unknown;
};

const FORMS = {
  is: { key: 'is', input: 'scalar', folds: true },
  isNot: { key: 'is', input: 'scalar', denied: true, folds: true },
  isOneOf: { key: 'is_one_of', input: 'scalars', folds: true },
  isNoneOf: { key: 'is_one_of', input: 'scalars', denied: true, folds: true },
  contains: { key: 'contains', input: 'text', folds: true },
  containsNot: { key: 'contains', input: 'text', denied: true, folds: true },
  startsWith: { key: 'starts_with', input: 'text', folds: true },
  endsWith: { key: 'ends_with', input: 'text', folds: true },
  matches: { key: 'matches', input: 'text' },
  atLeast: { key: 'at_least', input: 'number' },
  moreThan: { key: 'more_than', input: 'number' },
  atMost: { key: 'at_most', input: 'number' },
  lessThan: { key: 'less_than', input: 'number' },
  between: { key: 'between', input: 'numbers' },
  withinLast: { key: 'within_last', input: 'duration' },
  longAgo: { key: 'before', input: 'duration', within: 'ago' },
  lessLongAgo: { key: 'after', input: 'duration', within: 'ago' },
  withinNext: { key: 'within_next', input: 'duration' },
  farAhead: { key: 'after', input: 'duration', within: 'ahead' },
  lessFarAhead: { key: 'before', input: 'duration', within: 'ahead' },
  before: { key: 'before', input: 'date' },
  after: { key: 'after', input: 'date' },
  anniversary: { key: 'anniversary', input: 'days' },
  some: { key: 'some', input: 'test' },
  each: { key: 'each', input: 'test' },
  no: { key: 'no', input: 'test' },
  length: { key: 'length', input: 'test' },
  /** Of what has no form of its own that denies it. */
  not: { key: 'not', input: 'test', start: { at_least: 1 } },
  exists: { key: 'exists', input: 'none', fixed: true },
  lacks: { key: 'exists', input: 'none', fixed: false },
} as const satisfies Record<string, Form>;

export type FormName = keyof typeof FORMS;
export const formNames = Object.keys(FORMS) as FormName[];
export const countForms = [
  ...(['atLeast', 'is', 'atMost', 'moreThan', 'lessThan', 'between'] as const),
  ...(['isNot', 'isOneOf', 'isNoneOf'] as const),
] satisfies FormName[];
export const dateForms = [
  ...(['withinLast', 'longAgo', 'lessLongAgo', 'withinNext', 'farAhead', 'lessFarAhead'] as const),
  ...(['before', 'after', 'anniversary', 'exists', 'lacks'] as const),
] satisfies FormName[];

const formOf = (name: FormName): Form => FORMS[name];
export const inputOf = (name: FormName): Input => formOf(name).input;
export const canFold = (name: FormName): boolean => formOf(name).folds === true;

export type Filled = { form: FormName; value: unknown; folds: boolean };
type Draft = Record<string, unknown>;

/** The form of a test and what is given in it, right or not; undefined for what no form can show whole. */
export function readForm(test: object): Filled | undefined {
  const outer = test as Draft;
  const denied = isOnly(outer, 'not') && isObject(outer.not);
  return (denied ? readAs(outer.not as Draft, true) : undefined) ?? readAs(outer, false);
}

function readAs({ ignoring_case: folding, ...rest }: Draft, denied: boolean): Filled | undefined {
  const [key, more] = Object.keys(rest);
  if (key === undefined || more !== undefined) return undefined;
  const name = formNames.find((one) => {
    const form = formOf(one);
    if (form.key !== key || (form.denied === true) !== denied) return false;
    if (folding !== undefined && (folding !== true || form.folds !== true)) return false;
    return fits(form, rest[key]);
  });
  if (name === undefined) return undefined;
  const { within, input } = formOf(name);
  const value = input === 'none' ? undefined : rest[key];
  return { form: name, value: within ? (value as Draft)[within] : value, folds: folding === true };
}

function fits({ within, fixed, input }: Form, value: unknown): boolean {
  if (fixed !== undefined) return value === fixed;
  if (within) return isObject(value) && isOnly(value, within);
  if (input === 'scalars' || input === 'numbers') return Array.isArray(value);
  if (input === 'date') return typeof value === 'string';
  if (input === 'test') return isObject(value);
  if (input === 'days')
    return isObject(value) && Object.keys(value).every((key) => key === 'in_days' || key === 'zone');
  return true;
}

/** The test that a form says. */
export function writeForm({ form: name, value, folds }: Filled): Test {
  const form = formOf(name);
  const given = form.fixed ?? (form.within ? { [form.within]: value } : value);
  const test = { [form.key]: given, ...(folds && form.folds ? { ignoring_case: true } : {}) };
  return (form.denied ? { not: test } : test) as Test;
}

/** What stands in a form before anything is given; what fits is taken over from another. */
export function changeForm(filled: Filled, form: FormName): Filled {
  const { input, start } = formOf(form);
  const same = inputOf(filled.form) === input && start === undefined;
  const isKept = same || (input === 'text' && typeof filled.value === 'string');
  return {
    form,
    value: isKept ? filled.value : (start ?? EMPTY[input]),
    folds: filled.folds && canFold(form),
  };
}

const EMPTY: Record<Input, unknown> = {
  none: undefined,
  scalar: '',
  scalars: [],
  text: '',
  number: 1,
  numbers: [1, 5],
  date: '',
  duration: 'P30D',
  days: { in_days: [0, 7] },
  test: { is: '' },
};

const isObject = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isOnly = (value: object, key: string): boolean =>
  Object.keys(value).length === 1 && Object.hasOwn(value, key);
