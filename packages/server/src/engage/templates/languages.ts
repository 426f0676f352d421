// In which language somebody is written to, and how numbers and days are written there.
import { findLanguage } from '../../connect/preference-centre/index.ts';
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';

/** Attributes by which people tell their language, as Segment names them and as shops do. */
export const languageAttributes = ['locale', 'language'] as const;

export type Wanted = {
  /** What the person chose; null: nothing. */
  asked: string | null;
  /** What is known of them, as far as it may be used. */
  attributes: Readonly<Record<string, unknown>>;
  /** Of the workspace. */
  usual: string;
};

export type Chosen = { language: string; locale: string };

/** The first that there is a translation for: what was chosen, what is known of the person, the usual one, English, any. */
export function chooseLanguage(
  offered: readonly string[],
  { asked, attributes, usual }: Wanted,
): Chosen | undefined {
  const told = languageAttributes.flatMap((name) => readTag(attributes[name]) ?? []);
  const own = asked === null ? told : [asked, ...told];
  const language = findLanguage(offered, [...own, usual, 'en']) ?? offered[0];
  if (language === undefined) return undefined;
  // `en-GB` reads the English text, with days and amounts as they are written there.
  const local = own.find(
    (tag) => tag.startsWith(`${language}-`) && findLanguage([language], [tag]) !== undefined,
  );
  return { language, locale: local ?? readTag(language) ?? 'en' };
}

/** Whether there is a translation for whoever chose this. */
export const isOffered = (offered: readonly string[], asked: string): boolean =>
  findLanguage(offered, [asked]) !== undefined;

/** As BCP 47 writes it: `pl_PL` is `pl-PL`. Undefined: it is no tag. */
function readTag(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 35) return undefined;
  try {
    return Intl.getCanonicalLocales(value.trim().replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}

/** An IANA name that was told. */
export function findTimeZone(attributes: Readonly<Record<string, unknown>>): string | undefined {
  return timeZoneAttributes.map((name) => attributes[name]).find(isTimeZone);
}
export const timeZoneAttributes = ['timezone', 'time_zone'] as const;

function isTimeZone(value: unknown): value is string {
  if (typeof value !== 'string' || !/^[A-Za-z][A-Za-z0-9_+/-]{1,63}$/.test(value)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(value);
    return true;
  } catch {
    return false;
  }
}

/** The language of the preference centre for whoever asks for none of its own, and the zone of the workspace. */
export async function readUsual({
  db,
  workspaceId,
}: Scope<Queryable>): Promise<{ language: string; timeZone: string; brand: string | null; name: string }> {
  const [row] = await db.query<{
    language: string | null;
    timeZone: string;
    brand: string | null;
    name: string;
  }>(
    `select c.default_language as language, w.time_zone as "timeZone", c.brand, w.name from workspaces w
     left join preference_centres c on c.workspace_id = w.id where w.id = $1`,
    [workspaceId],
    'read_usual_of_workspace',
  );
  return {
    language: row?.language ?? 'en',
    timeZone: row?.timeZone ?? 'UTC',
    brand: row?.brand ?? null,
    name: row?.name ?? '',
  };
}
