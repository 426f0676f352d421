// Which tests fit a field of the catalog: what could never be true is refused when it is set.
import type { FieldKind, LookUp, Scalar, Test } from '@rapport/protocol';

const numbers = ['is', 'is_one_of', 'more_than', 'at_least', 'less_than', 'at_most', 'between'];
const fitting: Record<FieldKind, readonly string[]> = {
  text: ['is', 'is_one_of', 'contains', 'starts_with', 'ends_with'],
  number: numbers,
  boolean: ['is'],
  date: ['before', 'after'],
  list: ['some', 'each', 'no', 'length'],
  object: [],
};
const valueTypes: Partial<Record<FieldKind, string>> = {
  text: 'string',
  number: 'number',
  boolean: 'boolean',
};
const values: Partial<Record<FieldKind, string>> = {
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
};

/** What to do where the test does not fit the kind, as a sentence. */
export function findMisfit(
  kind: FieldKind,
  { field, property: _, of: __, ...test }: LookUp,
): string | undefined {
  const inner = innerOf(test as Test);
  const [name = ''] = Object.keys(inner).filter((key) => key !== 'ignoring_case');
  if (name === 'exists') return undefined;
  if (!fitting[kind].includes(name)) {
    const names = ['exists', ...fitting[kind]].join(', ');
    return `The field "${field}" is of kind ${kind}, of which \`${name}\` is never true. Use one of these: ${names}.`;
  }
  const type = valueTypes[kind];
  const isFit = type === undefined || scalarsOf(inner).every((one) => typeof one === type);
  return isFit ? undefined : `The field "${field}" is of kind ${kind}: compare it with ${values[kind]}.`;
}

/** What `not` turns round. */
const innerOf = (test: Test): Test => ('not' in test ? innerOf(test.not) : test);

function scalarsOf(test: Test): readonly Scalar[] {
  if ('is' in test) return [test.is];
  return 'is_one_of' in test ? test.is_one_of : [];
}
