// The oracle's reading of plain values: paths, equality, dates, durations, lower case, zones. Written from
// `docs/definitions.md` alone and in other ways than the protocol's, so that one mistake is not made twice.

export const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || (isObject(value) && Object.values(value).every(isMissing));

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** The names of a path, read sign by sign. */
export function namesOf(path: string): string[] {
  const names = [''];
  for (let at = 0; at < path.length; at += 1) {
    const char = path.charAt(at);
    if (char === '.') names.push('');
    else {
      if (char === '\\') at += 1;
      names[names.length - 1] += path.charAt(at);
    }
  }
  return names;
}

/** What lies at the path inside a value. Only what an object has of its own is there. */
export function valueAt(root: unknown, names: readonly string[]): unknown {
  let value = root;
  for (const name of names) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return isMissing(value) ? undefined : value;
}

/** What lies at the path in the properties of an event, where dots in names lead inside as well. */
export const propertyAt = (properties: Record<string, unknown>, path: string): unknown =>
  valueAt(
    opened(properties),
    namesOf(path).flatMap((name) => name.split('.')),
  );

/** All that lies at the path, where a list on the way or at its end stands for each of its elements. */
export function partsAt(properties: Record<string, unknown>, path: string): unknown[] {
  let parts: unknown[] = [opened(properties)];
  for (const name of namesOf(path).flatMap((one) => one.split('.'))) {
    const inside: unknown[] = [];
    for (const part of parts)
      for (const one of Array.isArray(part) ? part : [part]) {
        const object: unknown = isObject(one) ? opened(one) : undefined;
        if (isObject(object) && Object.hasOwn(object, name)) inside.push(object[name]);
      }
    parts = inside;
  }
  return parts.flatMap((part) => (Array.isArray(part) ? part : [part]));
}

/** Names with dots taken apart; the first value that comes to a place stays. */
function opened(properties: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const put = (into: Record<string, unknown>, names: readonly string[], value: unknown): void => {
    const [name = '', ...inside] = names;
    if (inside.length === 0 && !isObject(value)) {
      if (!Object.hasOwn(into, name)) into[name] = value;
      return;
    }
    if (!Object.hasOwn(into, name)) into[name] = {};
    const inner = into[name];
    if (!isObject(inner)) return;
    if (inside.length > 0) put(inner, inside, value);
    else if (isObject(value))
      for (const [key, part] of Object.entries(value)) put(inner, key.split('.'), part);
  };
  for (const [name, value] of Object.entries(properties)) put(result, name.split('.'), value);
  return result;
}

export function areEqual(x: unknown, y: unknown): boolean {
  if (isMissing(x) || isMissing(y)) return isMissing(x) && isMissing(y);
  if (Array.isArray(x) && Array.isArray(y))
    return x.length === y.length && x.every((element, index) => areEqual(element, y[index]));
  if (isObject(x) && isObject(y)) {
    const names = new Set([...Object.keys(x), ...Object.keys(y)]);
    return [...names].every((name) => areEqual(valueAt(x, [name]), valueAt(y, [name])));
  }
  return x === y;
}

/** Milliseconds since 1970 of a date as definitions know it; undefined where it is none. */
export function dateMs(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const form = /^(\d{4})-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-](\d\d):(\d\d)))?$/.exec(value);
  if (form === null) return undefined;
  const [, year, time, second, , , offsetHours = '0', offsetMinutes = '0'] = form;
  if (Number(year) < 1900 || Number(year) > 2299 || second?.startsWith(':60') === true) return undefined;
  if (Number(offsetHours) * 60 + Number(offsetMinutes) > 14 * 60 || Number(offsetMinutes) > 59)
    return undefined;
  try {
    const instant = Temporal.Instant.from(time === undefined ? `${value}T00:00Z` : value);
    return instant.epochMilliseconds;
  } catch {
    return undefined;
  }
}

/** Weeks and days of a fixed length, which Temporal gives them only where it is told of no calendar. */
export function durationMs(text: string): number {
  const { weeks, days, hours, minutes, seconds } = Temporal.Duration.from(text);
  return ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

/** Each code point in lower case, where that is one code point. */
export const lowered = (text: string): string =>
  [...text]
    .map((point) => {
      const lower = point.toLowerCase();
      return [...lower].length === 1 ? lower : point;
    })
    .join('');

/** Whether a name is a zone, spelled as the IANA database spells it. */
export function isZone(name: unknown): name is string {
  if (typeof name !== 'string' || !/^[A-Za-z]/.test(name)) return false;
  try {
    const known = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
    return known === name;
  } catch {
    return false;
  }
}

/** A whole number by half to even, of a number that is small enough to have halves. */
export function roundToEven(number: number): number {
  const below = Math.floor(number);
  const rest = number - below;
  if (rest !== 0.5) return Math.round(number);
  return below % 2 === 0 ? below : below + 1;
}
