// Places whose law holds for people.

/** Members of the European Union and the European Economic Area: what holds for `EU` holds in each of them. */
const union = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '),
);

export const isInUnion = (country: string): boolean => union.has(country);
