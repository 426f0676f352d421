// How large a definition or a view may be. Checked before anything else looks at it, since what follows calls itself.

export const bytesMax = 65_536;
export const objectsMax = 500;
export const levelsMax = 16;
export const textLengthMax = 500;
export const valuesMax = 1000;
export const stepsMax = 8;
export const durationDaysMax = 3650;
export const patternLengthMax = 200;

/** What is measured, and what to do where it is too much. */
export type Measured = { name: string; whenDeep: string; whenMany: string };

/** What is too much in a value that came as JSON, as a sentence that says what to do; undefined where it fits. */
export function findExcess(value: unknown, { name, whenDeep, whenMany }: Measured): string | undefined {
  let objects = 0;
  const open: { part: unknown; level: number }[] = [{ part: value, level: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { part, level } = next;
    if (typeof part !== 'object' || part === null) continue;
    if (level > levelsMax) return `Nest at most ${levelsMax} levels of objects and lists. ${whenDeep}`;
    if (!Array.isArray(part)) objects += 1;
    else if (part.length > valuesMax) return `Give at most ${valuesMax} values in a list.`;
    if (objects > objectsMax) return `Use at most ${objectsMax} objects. ${whenMany}`;
    if (Object.hasOwn(part, '__proto__')) return 'Remove `__proto__`: nothing has this name.';
    for (const inner of Object.values(part)) open.push({ part: inner, level: level + 1 });
  }
  const bytes = new TextEncoder().encode(JSON.stringify(value) ?? '').length;
  return bytes > bytesMax
    ? `Keep the ${name} within ${bytesMax / 1024} kB; it has ${bytes} bytes.`
    : undefined;
}
