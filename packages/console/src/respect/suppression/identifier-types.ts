// The kinds of identifiers that a workspace knows, for a choice.
import { useRules } from '../../connect/identity/rules-query.ts';
import type { Option } from '../../ui/field.tsx';
import { useIdentifierName } from '../../understand/people/identifier-words.ts';

/** Until the rules are there, or for whoever may not read them. */
const USUAL = ['email', 'phone', 'user_id', 'anonymous_id'];

export function useIdentifierTypes(): Option[] {
  const nameOf = useIdentifierName();
  const known = useRules().data?.types.map(({ type }) => type) ?? USUAL;
  const inOrder = [
    ...USUAL.filter((type) => known.includes(type)),
    ...known.filter((type) => !USUAL.includes(type)),
  ];
  return inOrder.map((type) => ({ value: type, label: nameOf(type) }));
}
