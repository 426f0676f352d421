// In which time zone somebody lives, by what is known of them.
export type TimeZoneFacts = {
  /** What was told of the person, as far as it may be used. */
  attributes: Readonly<Record<string, unknown>>;
  /** Of people of whom no other is known. */
  workspace: string;
  at: number;
};

/**
 * The one that was told; else that of the country, where it has just one; else the workspace's. A country with several is not
 * guessed at: for somebody in Honolulu the morning of New York is the middle of the night.
 */
export function findTimeZone({ attributes, workspace, at }: TimeZoneFacts): string {
  for (const told of [attributes.timezone, attributes.time_zone]) if (isTimeZone(told)) return told;
  return (
    findZoneOfCountry(attributes.country, at) ??
    findZoneOfCountry(countryIn(attributes.address), at) ??
    workspace
  );
}

/** An IANA name. An offset such as +01:00 is none: it does not know of summer. */
export function isTimeZone(value: unknown): value is string {
  if (typeof value !== 'string' || !/^[A-Za-z][A-Za-z0-9_+/-]{1,63}$/.test(value)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(value);
    return true;
  } catch {
    return false;
  }
}

const countryIn = (address: unknown): unknown =>
  typeof address === 'object' && address !== null ? (address as { country?: unknown }).country : undefined;

/** As ISO 3166 writes it (`PL`), or as English does (`Poland`). */
function findZoneOfCountry(country: unknown, at: number): string | undefined {
  if (typeof country !== 'string' || country.length > 100) return undefined;
  const text = country.trim();
  const code = /^[A-Za-z]{2}$/.test(text) ? text.toUpperCase() : codesByName().get(text.toLowerCase());
  return code === undefined ? undefined : findOnlyZone(code, new Date(at).getUTCFullYear());
}

const onlyZones = new Map<string, string | undefined>();

function findOnlyZone(code: string, year: number): string | undefined {
  const key = `${code}${year}`;
  if (!onlyZones.has(key)) {
    const zones = new Intl.Locale(`und-${code}`).getTimeZones() ?? [];
    const first = zones[0];
    const isOne = first !== undefined && zones.every((zone) => showsTheSame(zone, first, year));
    onlyZones.set(key, isOne ? first : undefined);
  }
  return onlyZones.get(key);
}

/** Büsingen has a name of its own for the time of Berlin. */
function showsTheSame(one: string, other: string, year: number): boolean {
  if (one === other) return true;
  for (let day = 1; day <= 366; day += 1) {
    const noon = Temporal.Instant.fromEpochMilliseconds(Date.UTC(year, 0, day, 12));
    const [a, b] = [noon.toZonedDateTimeISO(one), noon.toZonedDateTimeISO(other)];
    if (a.offsetNanoseconds !== b.offsetNanoseconds) return false;
  }
  return true;
}

let named: Map<string, string> | undefined;

function codesByName(): Map<string, string> {
  if (named !== undefined) return named;
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  // Codes that are no longer used are called as what came after them.
  named = new Map(
    codes
      .filter((code) => new Intl.Locale(`und-${code}`).region === code)
      .flatMap((code) => {
        const name = names.of(code);
        return name === undefined ? [] : [[name.toLowerCase(), code] as const];
      }),
  );
  return named;
}
