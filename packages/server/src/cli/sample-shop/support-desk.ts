// The support desk: tickets, telephone calls and refunds, each for a reason that lies in the order.
import { day, hour, minute, type WallTime } from './calendar.ts';
import { type Fact, type Properties, track } from './facts.ts';
import { currency, sumOf, toDollars } from './money.ts';
import { type Order, toLineProperties, totalCentsOf } from './orders.ts';
import type { Customer } from './people.ts';
import { type Random, randomFrom } from './random.ts';
import type { Line } from './superstore.ts';

type Topic = 'late delivery' | 'damaged' | 'wrong item' | 'invoice' | 'question';

/** What people write. The first line is the subject. */
const letters: Record<Topic, readonly (readonly [subject: string, text: string])[]> = {
  'late delivery': [
    ['Where is my order?', 'It was promised for last week and has not come yet. When will it?'],
    ['Delivery', 'Nobody rang and nothing was left at the door. Please tell me where the parcel is.'],
  ],
  damaged: [
    [
      'Arrived broken',
      'The box was open on one side and the contents are scratched. I would like my money back.',
    ],
    ['Damaged in transit', 'One of the parts is bent. I cannot use it like this.'],
  ],
  'wrong item': [['Not what I ordered', 'The parcel holds something else than the delivery note says.']],
  invoice: [
    ['Invoice with our tax number', 'Could you send the invoice again, addressed to the company?'],
    ['Copy of an invoice', 'Our bookkeeping needs a copy of the invoice for this order.'],
  ],
  question: [
    ['A question before I unpack it', 'Does it come with screws, or do I have to buy them separately?'],
  ],
};

const agents = ['agent-ines', 'agent-tomas', 'agent-wen', 'agent-oluchi'];

export function* supportFacts(customer: Customer): Generator<Fact> {
  for (const order of customer.orders) {
    const random = randomFrom(`support ${order.id}`);
    const topic = drawTopic(order, customer, random);
    if (topic !== undefined) yield* ticket(order, topic, random);
    yield* deliveryCall(customer, order, random);
  }
}

/** Slow parcels are asked about, furniture breaks, companies want invoices. */
function drawTopic(order: Order, customer: Customer, random: Random): Topic | undefined {
  const isSlow = order.shippedAt - order.placedAt > 5.5 * day;
  const hasFurniture = order.lines.some((line) => line.category === 'Furniture');
  return random.weighted<Topic | undefined>([
    ['late delivery', isSlow ? 16 : 1],
    ['damaged', hasFurniture ? 4 : 1],
    ['wrong item', order.lines.length > 3 ? 2 : 0.5],
    ['invoice', customer.company === undefined ? 0.2 : 4],
    ['question', 1.5],
    [undefined, 92],
  ]);
}

function* ticket(order: Order, topic: Topic, random: Random): Generator<Fact> {
  const after =
    topic === 'late delivery' ? Math.max(order.placedAt, order.shippedAt - 1 * day) : order.deliveredAt;
  const createdAt = toDeskHours(after + random.between(0.1, 3) * day, random);
  const via = random.weighted([
    ['email', 55],
    ['phone', 30],
    ['chat', 15],
  ]);
  const agent = random.pick(agents);
  const [subject, text] = random.pick(letters[topic]);
  const ticket_id = `ticket-${order.id.toLowerCase()}`;
  if (via === 'phone') {
    const duration_seconds = random.whole(60, 900);
    yield track(createdAt - duration_seconds * 1000, 'phone', 'Phone Call Received', {
      ticket_id,
      agent,
      duration_seconds,
    });
  }
  const priority = topic === 'damaged' || topic === 'wrong item' ? 'high' : 'normal';
  yield track(createdAt, 'support', 'Ticket Created', {
    ticket_id,
    order_id: order.id,
    via,
    topic,
    subject,
    text,
    priority,
  });
  const solvedAt = toDeskHours(createdAt + random.between(0.05, 4) * day, random);
  const wantsMoney = topic === 'damaged' || (topic === 'wrong item' && random.chance(0.5));
  const resolution = wantsMoney ? 'refunded' : topic === 'late delivery' ? 'delivered' : 'answered';
  if (wantsMoney) yield* refund(order, topic, createdAt, solvedAt, random);
  yield track(solvedAt, 'support', 'Ticket Solved', {
    ticket_id,
    order_id: order.id,
    agent,
    resolution,
    hours_open: Math.round(((solvedAt - createdAt) / hour) * 10) / 10,
    satisfaction: random.weighted([
      ['good', 6],
      ['bad', 2],
      ['not rated', 4],
    ]),
  });
}

function* refund(
  order: Order,
  reason: Topic,
  askedAt: WallTime,
  paidAt: WallTime,
  random: Random,
): Generator<Fact> {
  const dearest = order.lines.reduce((a, b) => (b.totalCents > a.totalCents ? b : a));
  const lines = random.chance(0.3) ? order.lines : [dearest];
  yield track(askedAt + 1 * minute, 'support', 'Refund Requested', { ...toRefund(order, lines), reason });
  yield track(paidAt - 2 * minute, 'shop', 'Order Refunded', toRefund(order, lines));
}

/** `total` is what is paid back, in dollars; `products` are the lines that go back. */
export const toRefund = (order: Order, lines: readonly Line[]): Properties => ({
  order_id: order.id,
  total: toDollars(sumOf(lines, (line) => line.totalCents)),
  currency,
  products: lines.map(toLineProperties),
});

/** For large deliveries the shop rings to agree on a time. */
function* deliveryCall(customer: Customer, order: Order, random: Random): Generator<Fact> {
  if (customer.phoneNumber === undefined || totalCentsOf(order) < 80_000 || !random.chance(0.6)) return;
  const at = toDeskHours(order.shippedAt - 0.4 * day, random);
  if (at <= order.placedAt) return;
  const isAnswered = random.chance(0.7);
  yield track(at, 'phone', 'Phone Call Made', {
    order_id: order.id,
    agent: random.pick(agents),
    purpose: 'agree on a delivery time',
    outcome: isAnswered ? 'answered' : 'no answer',
    duration_seconds: isAnswered ? random.whole(40, 300) : 0,
  });
}

/** The same day between 8:00 and 18:00; what comes in the evening is for the next morning. */
function toDeskHours(at: WallTime, random: Random): WallTime {
  const midnight = Math.floor(at / day) * day;
  const timeOfDay = at - midnight;
  if (timeOfDay < 8 * hour) return midnight + random.between(8, 10) * hour;
  if (timeOfDay > 18 * hour) return midnight + day + random.between(8, 10) * hour;
  return at;
}
