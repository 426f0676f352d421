// One line that says what an event was about, from the properties people look for first.
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import type { PersonEvent } from './people-query.ts';

const TELLING = [
  'product_name',
  'name',
  'title',
  'subject',
  'category',
  'query',
  'path',
  'url',
  'plan',
  'channel',
  'store',
  'reason',
  'order_id',
];
const PARTS_MAX = 3;
const PART_LENGTH_MAX = 60;

export function useEventDetail(): (event: PersonEvent) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (event) => {
    if (event.type === 'identify') {
      const told = Object.keys(event.properties);
      return told.length === 0 ? '' : t('people.told', { names: format.list(told.slice(0, 6)) });
    }
    return [moneyOf(event.properties, format.locale), ...partsOf(event)]
      .filter(Boolean)
      .slice(0, PARTS_MAX)
      .join(' · ');
  };
}

/** `total` or `revenue` with its currency, as the reader writes money. */
function moneyOf(properties: Record<string, unknown>, locale: string): string | undefined {
  const amount = [properties.total, properties.revenue, properties.price, properties.value].find(
    (each) => typeof each === 'number',
  );
  if (typeof amount !== 'number') return undefined;
  const { currency } = properties;
  if (typeof currency === 'string' && /^[A-Za-z]{3}$/.test(currency)) {
    return new Intl.NumberFormat(locale, { style: 'currency', currency: currency.toUpperCase() }).format(
      amount,
    );
  }
  return new Intl.NumberFormat(locale).format(amount);
}

function partsOf(event: PersonEvent): string[] {
  const own = event.name ?? event.event;
  return TELLING.flatMap((name) => {
    const value = event.properties[name];
    if (typeof value !== 'string' || value === '' || value === own) return [];
    return [value.length > PART_LENGTH_MAX ? `${value.slice(0, PART_LENGTH_MAX)}…` : value];
  });
}
