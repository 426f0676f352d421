// What somebody who writes a definition could guess by it: fields of which it tests more than whether they are there.
//
// Who sees a value masked could else write `starts_with: "s"`, look at the count, and go on with `sa`. A value that a trait is made
// of is not tested, since the trait is shown masked then. To test that trait is to test what it is made of.
import { type Condition, isLookUp, type PropertyTest, type TraitValue } from '@rapport/protocol';
import {
  eventsBeside,
  type Field,
  type Find,
  fieldsOfTest,
  isPart,
  toAttribute,
  toProperty,
  valueNames,
  visitValue,
} from './fields.ts';

/** Of the definition alone: whom another segment finds is known already to whoever may ask it. */
export function listTested(definition: Condition | TraitValue, find: Find): Field[] {
  const tested: Field[] = [];
  visit(definition, find, tested);
  return tested;
}

function visit(part: unknown, find: Find, tested: Field[]): void {
  if (Array.isArray(part)) for (const one of part) visit(one, find, tested);
  if (!isPart(part)) return;
  if (!asksOnlyWhether(part)) {
    const isValue = Object.keys(part).length === 1;
    if (typeof part.attribute === 'string' && !isValue) tested.push(toAttribute(part.attribute));
    if (typeof part.trait === 'string' && !isValue) visitValue({ trait: part.trait }, find, tested);
  }
  const { events } = part;
  if (events !== undefined && !asksOnlyWhether(part.is))
    for (const name of valueNames) {
      const [path, of] = [part[name], eventsBeside(part)];
      if (typeof path === 'string' && of !== undefined) tested.push(toProperty(path, of));
    }
  if (Array.isArray(part.where))
    // Whether an object has a field, too, says which it is.
    for (const test of part.where as PropertyTest[])
      if (isLookUp(test) || !asksOnlyWhether(test)) tested.push(...fieldsOfTest(test, part));
  for (const inner of Object.values(part)) visit(inner, find, tested);
}

/** A mask does not hide that there is a value. */
function asksOnlyWhether(test: unknown): boolean {
  return isPart(test) && ('exists' in test || ('not' in test && asksOnlyWhether(test.not)));
}
