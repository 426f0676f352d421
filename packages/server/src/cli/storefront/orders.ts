// What the shop's own server tells Rapport: an order is told whatever the visitor chose, since it has to be delivered. It says
// nothing of what they looked at; that is their browser's to tell, and theirs to permit.
import { createHash } from 'node:crypto';
import { toProductProperties } from '../sample-shop/catalogue.ts';
import { currency, toDollars } from '../sample-shop/money.ts';
import { type Line, totalOf } from './basket.ts';

export type Customer = { id: string; name: string; email: string };
export type Order = { id: string; customer: Customer; lines: readonly Line[] };
type Rapport = { url: string; writeKey: string };

/** The same number for the same address. */
export function toCustomer(name: string, email: string): Customer {
  const address = email.trim().toLowerCase();
  const number = createHash('sha256').update(address).digest('hex').slice(0, 8);
  return { id: `WEB-${number.toUpperCase()}`, name: name.trim(), email: address };
}

/** Throws when Rapport does not take it. */
export async function tellOrder({ url, writeKey }: Rapport, { id, customer, lines }: Order): Promise<void> {
  const { name, email } = customer;
  const products = lines.map(({ product, quantity }) => ({ ...toProductProperties(product), quantity }));
  const properties = { order_id: id, total: toDollars(totalOf(lines)), currency, products };
  const batch = [
    { type: 'identify', userId: customer.id, messageId: `${id}-customer`, traits: { name, email } },
    { type: 'track', userId: customer.id, messageId: id, event: 'Order Completed', properties },
  ];
  const answer = await fetch(`${url}/v1/batch`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ batch }),
  });
  if (!answer.ok) throw new Error(`The order was not taken: ${answer.status} ${await answer.text()}`);
}
