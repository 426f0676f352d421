// One line that says what an event was about, from the properties people look for first.
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import type { PersonEvent } from './people-query.ts';

/** In the order in which they tell most. */
const TELLING = [
  'name',
  'product_name',
  'title',
  'email_subject',
  'subject',
  'note',
  'words',
  'query',
  'outcome',
  'reason',
  'condition',
  'category',
  'plan',
  'store',
  'topic',
  'channel',
  'method',
  'ship_mode',
  'order_id',
];
const PARTS_MAX = 2;
const PART_LENGTH_MAX = 80;
const NAMES_MAX = 6;

export function useEventDetail(): (event: PersonEvent) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (event) => {
    if (event.type === 'identify' || event.type === 'group') {
      const told = Object.keys(toldBy(event));
      return told.length === 0 ? '' : t('people.told', { names: format.list(told.slice(0, NAMES_MAX)) });
    }
    const products = productNames(event.properties);
    const [first] = products;
    const bought =
      first && products.length > 1 ? t('people.andMore', { first, count: products.length - 1 }) : first;
    const parts = [bought, ...partsOf(event)].filter((part) => part !== undefined).slice(0, PARTS_MAX);
    return [moneyOf(event.properties, format.locale), ...parts].filter(Boolean).join(' · ');
  };
}

function toldBy(event: PersonEvent): object {
  if (Object.keys(event.properties).length > 0) return event.properties;
  return event.raw?.traits ?? {};
}

/** `total` or `price` with its currency, as the reader writes money. Nothing for free things. */
function moneyOf(properties: Record<string, unknown>, locale: string): string | undefined {
  const { total, revenue, price, currency } = properties;
  const amount = [total, revenue, price].find((each) => typeof each === 'number' && each !== 0);
  if (typeof amount !== 'number') return undefined;
  if (typeof currency !== 'string' || !/^[A-Za-z]{3}$/.test(currency)) {
    return new Intl.NumberFormat(locale).format(amount);
  }
  const style = { style: 'currency', currency: currency.toUpperCase() } as const;
  return new Intl.NumberFormat(locale, style).format(amount);
}

function productNames(properties: Record<string, unknown>): string[] {
  if (!Array.isArray(properties.products)) return [];
  return properties.products.flatMap((product: unknown) =>
    typeof product === 'object' && product !== null && 'name' in product && typeof product.name === 'string'
      ? [product.name]
      : [],
  );
}

function partsOf(event: PersonEvent): string[] {
  const own = event.name ?? event.event;
  const telling = TELLING.flatMap((name) => {
    const value = event.properties[name];
    if (typeof value !== 'string' || value === '' || value === own) return [];
    return [value.length > PART_LENGTH_MAX ? `${value.slice(0, PART_LENGTH_MAX)}…` : value];
  });
  const path = event.properties.path ?? event.properties.url;
  return telling.length === 0 && typeof path === 'string' ? [path] : telling;
}
