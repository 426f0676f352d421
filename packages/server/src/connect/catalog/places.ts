// Places inside objects and events: what lies at a path, also in each element of a list on the way.
import { parsePath } from '@rapport/protocol';

const remembered = new Map<string, readonly string[]>();
const rememberedMax = 5000;

function namesOf(path: string): readonly string[] {
  let names = remembered.get(path);
  if (names === undefined) {
    if (remembered.size >= rememberedMax) remembered.clear();
    names = parsePath(path);
    remembered.set(path, names);
  }
  return names;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a path. Nothing is inherited: a name such as `constructor` finds only what was told. */
export function valueAt(value: unknown, path: string): unknown {
  let part = value;
  for (const name of namesOf(path)) {
    if (!isObject(part) || !Object.hasOwn(part, name)) return undefined;
    part = part[name];
  }
  return part;
}

/** All values at a path; a list on the way or at its end stands for each of its elements. */
export function valuesAt(value: unknown, path: string): unknown[] {
  let parts: unknown[] = [value];
  for (const name of namesOf(path))
    parts = parts.flatMap((part) =>
      (Array.isArray(part) ? part : [part]).flatMap((one: unknown) =>
        isObject(one) && Object.hasOwn(one, name) ? [one[name]] : [],
      ),
    );
  return parts.flatMap((part) => (Array.isArray(part) ? part : [part]));
}
