// Places whose law holds for a person, as purposes name them: `EU`, `EU-DE`, `US`, `US-CA`, `JP`.

/** Members of the European Union and the European Economic Area: what holds for `EU` holds in each of them. */
const union = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '),
);

export const isInUnion = (country: string): boolean => union.has(country);

/** The place of a country and, where laws differ within it, of a state; both as codes of ISO 3166 in capitals. */
export function toJurisdiction(country: string, state?: string): string {
  if (union.has(country)) return `EU-${country}`;
  return state === undefined ? country : `${country}-${state}`;
}

/** Why a purpose cannot name this place; undefined where it can. A place that nobody lives in would silently hold for nobody. */
export function whyNoJurisdiction(place: string): string | undefined {
  if (!/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(place)) return 'must be like EU, EU-DE, US or US-CA';
  const [country = ''] = place.split('-');
  return union.has(country) ? `is written EU-${country}` : undefined;
}
