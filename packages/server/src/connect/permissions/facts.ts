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
  const value = (name: string): unknown => attributes[name]?.v;
  return { ageBand: toAgeBand(value, at), jurisdictions: toJurisdictions(value) };
}

type Read = (name: string) => unknown;

function toAgeBand(value: Read, at: number): AgeBand | undefined {
  const band = value('age_band');
  if (bands.includes(band as AgeBand)) return band as AgeBand;
  const born = birthdays.map(value).find((one) => typeof one === 'string' && /^\d{4}-\d{2}-\d{2}/.test(one));
  const age =
    born === undefined ? value('age') : Math.floor((at - Date.parse((born as string).slice(0, 10))) / yearMs);
  if (typeof age !== 'number' || !Number.isFinite(age) || age < 0) return undefined;
  if (age < 13) return 'under_13';
  if (age < 16) return '13_to_15';
  return age < 18 ? '16_to_17' : 'adult';
}

function toJurisdictions(value: Read): string[] {
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
