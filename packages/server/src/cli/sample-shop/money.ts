// Money: whole cents inside, dollars in events; the shop sells in one currency.

export const currency = 'USD';

/** Dollars to whole cents, half a cent up. The file has four decimals, so those are made exact first. */
export const toCents = (dollars: number): number => Math.round(Math.round(dollars * 10_000) / 100);

/** Whole cents to dollars as events carry them. */
export const toDollars = (cents: number): number => cents / 100;

export const sumOf = <T>(list: readonly T[], cents: (element: T) => number): number =>
  list.reduce((sum, element) => sum + cents(element), 0);
