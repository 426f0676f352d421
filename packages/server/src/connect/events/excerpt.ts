// A few words of what an event holds, for lists: what it was about, how much, where. In no language: names and numbers
// as they were sent.
import type { MessageType } from '@rapport/protocol';

/** Properties that tell most, in this order: those of the tracking protocol's e-commerce and page events first. */
const telling = [
  'name',
  'product_name',
  'title',
  'email_subject',
  'subject',
  'query',
  'category',
  'plan',
  'reason',
  'note',
  'order_id',
  'sku',
  'path',
  'url',
];
const amounts = ['total', 'revenue', 'value', 'price'];
const partsMax = 3;
const partLengthMax = 60;
const namesMax = 6;

/**
 * `told`: whatever the message carries as its properties, or as the traits of an identify or group call. Of traits only
 * the names are shown: a list is no place for a person's details. Null where there is nothing to say.
 */
export function toExcerpt(type: MessageType, name: string | null, told: unknown): string | null {
  if (typeof told !== 'object' || told === null || Array.isArray(told)) return null;
  const fields = told as Record<string, unknown>;
  const parts =
    type === 'identify' || type === 'group'
      ? [Object.keys(fields).slice(0, namesMax).map(shorten).join(', ')]
      : [...productOf(fields), ...amountOf(fields), ...wordsOf(fields, name)];
  const shown = parts.filter((part) => part !== '').slice(0, partsMax);
  return shown.length === 0 ? null : shown.join(' · ');
}

/** The first product of an order, and how many there are beside it. */
function productOf({ products }: Record<string, unknown>): string[] {
  if (!Array.isArray(products)) return [];
  const first = products[0] as { name?: unknown } | null | undefined;
  if (typeof first?.name !== 'string' || first.name.trim() === '') return [];
  return [products.length > 1 ? `${shorten(first.name)} +${products.length - 1}` : shorten(first.name)];
}

function amountOf(fields: Record<string, unknown>): string[] {
  const amount = amounts.map((field) => fields[field]).find((value) => typeof value === 'number');
  if (amount === undefined) return [];
  return [typeof fields.currency === 'string' ? `${amount} ${shorten(fields.currency)}` : String(amount)];
}

function wordsOf(fields: Record<string, unknown>, title: string | null): string[] {
  return telling.flatMap((field) => {
    const value = fields[field];
    if (typeof value === 'number') return [String(value)];
    return typeof value === 'string' && value !== title ? [shorten(value)] : [];
  });
}

/** On one line, and cut between characters. */
function shorten(text: string): string {
  // Only so much is looked at: a text may have 32,000 characters.
  const line = text
    .slice(0, partLengthMax * 4)
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...line];
  return characters.length > partLengthMax ? `${characters.slice(0, partLengthMax).join('')}…` : line;
}
