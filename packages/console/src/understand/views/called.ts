// What an object without a title of its own is called: by one that it is joined with, as a stock by its store.
import type { ShownObject } from './answers.ts';

const joinedOf = ({ joined }: ShownObject): ShownObject[] => Object.values(joined ?? {}).flat();

/**
 * The one whose id stands first among its fields, else the first that has a title: joins come in no order. Absent where the object
 * has a title itself, or nothing names it.
 */
export function callerOf(object: ShownObject): ShownObject | undefined {
  if (object.title !== null) return undefined;
  const titled = joinedOf(object).filter(({ title }) => title !== null);
  const [first] = Object.values(object.fields).flatMap((id) => titled.find((one) => one.id === id) ?? []);
  return first ?? titled[0];
}

/** The title of the object that it refers to by this id; absent where there is none. */
export const titleOfReference = (object: ShownObject, id: unknown): string | undefined =>
  joinedOf(object).find((one) => one.id === id)?.title ?? undefined;
