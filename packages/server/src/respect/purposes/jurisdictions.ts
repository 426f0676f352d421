// Places whose law holds for a person, as purposes name them: `EU`, `EU-DE`, `US`, `US-CA`, `JP`.
import { isInUnion } from '@rapport/protocol';

/** The place of a country and, where laws differ within it, of a state; both as codes of ISO 3166 in capitals. */
export function toJurisdiction(country: string, state?: string): string {
  if (isInUnion(country)) return `EU-${country}`;
  return state === undefined ? country : `${country}-${state}`;
}

/** Why a purpose cannot name this place; undefined where it can. A place that nobody lives in would silently hold for nobody. */
export function whyNoJurisdiction(place: string): string | undefined {
  if (!/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(place)) return 'must be like EU, EU-DE, US or US-CA';
  const [country = ''] = place.split('-');
  return isInUnion(country) ? `is written EU-${country}` : undefined;
}
