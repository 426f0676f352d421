// What the gate wants to know of a person beside what they expressed: how old they are and where they live, as far as their
// attributes tell.
import type { AgeBand } from '../../respect/gate/index.ts';
import { toJurisdiction } from '../../respect/purposes/index.ts';
import type { StoredAttribute, StoredAttributes } from '../attributes/index.ts';

/** Those of the attributes that tell it: kept beside all of them, since they are read far more often. */
export type FactAttributes = StoredAttributes;

export type Facts = { ageBand: AgeBand | undefined; jurisdictions: readonly string[] };

const yearMs = 365.2425 * 86_400_000;
const bands: readonly AgeBand[] = ['under_13', '13_to_15', '16_to_17', 'adult'];
const birthdays = ['birthday', 'birthdate', 'birth_date', 'birthDate', 'date_of_birth', 'dateOfBirth'];
const countries = ['country', 'country_code', 'countryCode'];
const states = ['state', 'region', 'province'];

const told = ['age_band', 'age', ...birthdays, ...countries, ...states, 'address'];

export function toFactAttributes(attributes: StoredAttributes): FactAttributes {
  const facts: FactAttributes = {};
  for (const name of told)
    if (Object.hasOwn(attributes, name)) facts[name] = attributes[name] as StoredAttribute;
  return facts;
}

/** The facts that these attributes tell at this moment (milliseconds since 1970). */
export function toFacts(attributes: FactAttributes, at: number): Facts {
  return { ageBand: toAgeBand(openRead(attributes), at), jurisdictions: toJurisdictions(attributes) };
}

type Read = (name: string) => unknown;
const openRead =
  (attributes: FactAttributes): Read =>
  (name) =>
    attributes[name]?.v;

function toAgeBand(value: Read, at: number): AgeBand | undefined {
  const band = value('age_band');
  if (bands.includes(band as AgeBand)) return band as AgeBand;
  const bornMs = findBirthday(value);
  const age = bornMs === undefined ? value('age') : Math.floor((at - bornMs) / yearMs);
  if (typeof age !== 'number' || !Number.isFinite(age) || age < 0) return undefined;
  if (age < 13) return 'under_13';
  if (age < 16) return '13_to_15';
  return age < 18 ? '16_to_17' : 'adult';
}

/** In milliseconds since 1970; not a number where the text is no day. */
function findBirthday(value: Read): number | undefined {
  const born = birthdays.map(value).find((one) => typeof one === 'string' && /^\d{4}-\d{2}-\d{2}/.test(one));
  return born === undefined ? undefined : Date.parse((born as string).slice(0, 10));
}

/** When the person comes into another band, as far as a birthday tells it. */
export function listAgeMoments(attributes: FactAttributes): number[] {
  const bornMs = findBirthday(openRead(attributes));
  return bornMs === undefined || Number.isNaN(bornMs)
    ? []
    : [0, 13, 16, 18].map((age) => Math.ceil(bornMs + age * yearMs));
}

/** Where the person lives, as far as their attributes tell it. */
export function toJurisdictions(attributes: FactAttributes): string[] {
  const value = openRead(attributes);
  const address = value('address');
  const inAddress: Read = (name) =>
    typeof address === 'object' && address !== null ? (address as Record<string, unknown>)[name] : undefined;
  return [value, inAddress].flatMap((read) => {
    const country = findCode(read, countries, /^[a-z]{2}$/i);
    if (country === undefined) return [];
    return [toJurisdiction(country, findCode(read, states, /^[a-z0-9]{1,3}$/i))];
  });
}

function findCode(read: Read, names: readonly string[], shape: RegExp): string | undefined {
  const found = names.map(read).find((one) => typeof one === 'string' && shape.test(one.trim()));
  return (found as string | undefined)?.trim().toUpperCase();
}
