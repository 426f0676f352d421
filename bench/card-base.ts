// What views are measured on: many people with a name, orders and products of a catalog, and the view of a service desk that ships.
// Everybody has an order, every fifth person an open ticket, and twenty promotions run for everybody.
import { setTimeout as sleep } from 'node:timers/promises';
import { type HttpAnswer, openConnection, toPost, toRequest } from './http-connection.ts';
import { collectHeaders } from './keys.ts';
import type { Rapport } from './rapport.ts';
import { toUserId } from './shop-traffic.ts';

const perRequest = 500;
const connections = 8;

/** Sends `count` requests over some connections, each as soon as the one before is answered. */
export async function sendEach(
  rapport: Rapport,
  count: number,
  request: (i: number) => Buffer,
  onAnswer?: (answer: HttpAnswer) => void,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const connection = await openConnection(rapport.url);
      for (let i = next++; i < count; i = next++) {
        let answer = await connection.send(request(i));
        while (answer.status === 429) {
          await sleep(500);
          answer = await connection.send(request(i));
        }
        if (answer.status >= 300)
          throw new Error(`Request ${i} was answered ${answer.status}: ${answer.body}`);
        onAnswer?.(answer);
      }
      connection.close();
    }),
  );
}

/** The id of a product. */
export const toProductId = (product: number): string => `p-${String(product).padStart(6, '0')}`;

const offers = Array.from({ length: 20 }, (_, i) => ({
  id: `offer-${i}`,
  fields: { title: `Offer ${i}`, from: '2026-01-01', until: `20${30 + i}-12-31` },
}));

/** The view, all products, and people by their ids, each with an order of one of them. */
export async function fillCards(
  rapport: Rapport,
  { people, products }: { people: number; products: number },
): Promise<void> {
  await sendEach(rapport, 1, () => toPost(`/api/ready-made-views/${deskView}/add`, {}));
  await sendEach(rapport, 1, () => toPost('/api/catalog/objects/offer', { objects: offers }));
  await sendEach(rapport, Math.ceil(products / perRequest), (i) => {
    const objects = Array.from({ length: Math.min(perRequest, products - i * perRequest) }, (_, k) => {
      const product = i * perRequest + k;
      const fields = {
        name: `Product ${product}`,
        category: `Shelf ${product % 40}`,
        price: 5 + (product % 90),
        warranty_months: 24,
      };
      return { id: toProductId(product), fields };
    });
    return toPost('/api/catalog/objects/product', { objects });
  });
  const half = perRequest / 2;
  await sendEach(rapport, Math.ceil(people / half), (i) => {
    const batch = Array.from({ length: Math.min(half, people - i * half) }, (_, k) => {
      const person = i * half + k;
      const userId = toUserId(person);
      const product_id = toProductId((person * 7919) % products);
      const order = {
        order_id: `o-${person}`,
        total: 20 + (person % 80),
        products: [{ product_id, quantity: 1, price: 20 }],
      };
      return [
        {
          type: 'identify',
          userId,
          messageId: `base-${person}`,
          traits: { name: `Person ${person}`, email: `${userId}@shop.example` },
        },
        { type: 'track', userId, messageId: `order-${person}`, event: 'Order Completed', properties: order },
        ...(person % 5 === 0 ? [toTicket(person)] : []),
      ];
    }).flat();
    return toRequest('POST', '/v1/batch', collectHeaders, JSON.stringify({ batch }));
  });
  await rapport.settle(3600);
}

const toTicket = (person: number) => ({
  ...{ type: 'track', userId: toUserId(person), messageId: `ticket-${person}`, event: 'Ticket Created' },
  properties: {
    ...{ ticket_id: `t-${person}`, order_id: `o-${person}` },
    ...{ subject: 'It came with a scratch', priority: 'normal', via: 'email' },
  },
});

/** The view that ships for the service desk, as a name to read it by. */
export const deskView = 'service-desk';

export const deskPath = (person: number): string => `/api/views/${deskView}/user_id/${toUserId(person)}`;
