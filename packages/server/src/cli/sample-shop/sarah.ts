// Sarah: asked for a refund by e-mail and said "please do not phone me". The support desk must see that before it dials.
import { type Calendar, day, hour, minute } from './calendar.ts';
import type { Catalogue } from './catalogue.ts';
import { drawLaptop, drawPhone } from './devices.ts';
import { type Fact, identify, track } from './facts.ts';
import { type Order, ownOrder, toLine } from './orders.ts';
import { pages, referrers } from './pages.ts';
import type { Customer } from './people.ts';
import { randomFrom } from './random.ts';
import { toRefund } from './support-desk.ts';
import { Visit } from './visit.ts';

type Shop = { calendar: Calendar; catalogue: Catalogue; nextPhoneNumber: (state: string) => string };

const id = 'SW-30010';
const zone = 'America/New_York';
const home = { city: 'Columbus', state: 'Ohio', postalCode: '43229', region: 'East' };
const ticket_id = 'ticket-sarah-chair';

/** What she bought for her desk at home: days ago, and products of the file. */
const purchases: readonly (readonly [daysAgo: number, ...productIds: string[]])[] = [
  [848, 'FUR-FU-10000397', 'OFF-PA-10002365'],
  [611, 'OFF-ST-10000107', 'OFF-AR-10003056'],
  [329, 'TEC-PH-10001949'],
  [152, 'FUR-FU-10001487', 'OFF-BI-10003910'],
  [24, 'FUR-CH-10000863'],
];

export function sarah({ calendar, catalogue, nextPhoneNumber }: Shop): Customer {
  const random = randomFrom('Sarah');
  const laptop = drawLaptop(id, zone, 'en-US', random);
  const phone = drawPhone(id, zone, 'en-US', false, random);
  const orders = purchases.map(([daysAgo, ...productIds], index) => {
    const placedAt = calendar.today - daysAgo * day + random.between(10, 11.5) * hour;
    const lines = productIds.map((productId) => toLine(catalogue.getProduct(productId), 1));
    return ownOrder(`SH-30010-${index + 1}`, placedAt, laptop, home, lines, undefined, random);
  });
  const joinedAt = calendar.today - 851 * day + 10.2 * hour;
  laptop.knownFrom = joinedAt;
  phone.knownFrom = calendar.today - 640 * day + 11 * hour;
  return {
    key: id,
    id,
    zone,
    phone,
    laptop,
    habits: { hour: 10.8, spread: 0.5, phoneShare: 0.3 },
    name: 'Sarah Whitcombe',
    firstName: 'Sarah',
    lastName: 'Whitcombe',
    email: 'sarah@example.com',
    typedEmail: 'sarah@example.com',
    phoneNumber: nextPhoneNumber(home.state),
    laterPhoneNumber: undefined,
    birthday: '1986-04-19',
    segment: 'Home Office',
    home,
    company: undefined,
    joinedAt,
    joinedOn: laptop,
    newsletter: { from: joinedAt + 4_000, until: Infinity, opens: 0.5 },
    recommendations: undefined,
    orders,
  };
}

/** What happened to her beside her orders and newsletters, oldest first. */
export function* sarahFacts(customer: Customer, { calendar, catalogue }: Shop): Generator<Fact> {
  const daysAgo = (days: number, timeOfDay: number) => calendar.today - days * day + timeOfDay * hour;
  const { laptop, phone, orders } = customer;
  const random = randomFrom("Sarah's story");
  const chair = orders.at(-1);
  if (!chair) return;
  const advertised = { name: 'home-office-refresh', source: 'facebook', medium: 'paid-social' };

  const first = new Visit(laptop, daysAgo(860, 10.6), random, {
    campaign: advertised,
    referrer: referrers.facebook,
  });
  yield first.open(pages.home);
  yield* first.viewProduct(catalogue.getProduct('FUR-FU-10000397'));
  const onPhone = new Visit(phone, daysAgo(853, 11.2), random, { referrer: referrers.google });
  yield* onPhone.viewProduct(catalogue.getProduct('FUR-FU-10000397'));
  yield* onPhone.viewProduct(catalogue.getProduct('FUR-FU-10000576'));

  yield track(daysAgo(201, 15.4), 'store', 'Store Visited', {
    store_id: 'store-08',
    store: 'Sample Shop High Street',
    city: 'Columbus',
    state: 'Ohio',
    department: 'furniture',
  });
  yield phoneCall(daysAgo(58, 13.1), 'ask how satisfied she is', 'hung up', 12);
  for (const days of [31, 27]) {
    const looking = new Visit(laptop, daysAgo(days, 10.4), random);
    yield* looking.findShelf(catalogue.getProduct('FUR-CH-10000863'), catalogue);
    yield* looking.viewProduct(catalogue.getProduct('FUR-CH-10000863'));
    yield* looking.viewProduct(catalogue.getProduct('FUR-CH-10002331'));
  }
  yield phoneCall(daysAgo(22, 14.7), 'agree on a delivery time', 'no answer', 0, chair);
  yield* refundStory(customer, chair, daysAgo);
  for (const [days, timeOfDay] of [
    [12, 11.1],
    [4, 10.3],
    [1, 10.9],
  ] as const) {
    const waiting = new Visit(laptop, daysAgo(days, timeOfDay), random);
    yield waiting.open(pages.account);
    yield waiting.open(pages.returns);
  }
}

/** The chair came with a cracked base. The ticket is still open: the shop has the chair, Sarah has no money yet. */
function* refundStory(
  { laptop }: Customer,
  chair: Order,
  daysAgo: (days: number, timeOfDay: number) => number,
): Generator<Fact> {
  const about = { ticket_id, order_id: chair.id };
  const seen = { device: laptop, page: pages.returns, referrer: '' };
  const writtenAt = daysAgo(18, 11.3);
  yield track(writtenAt - 6 * minute, seen, 'Returns Page Read', { order_id: chair.id });
  yield track(writtenAt, 'support', 'Ticket Created', {
    ...about,
    via: 'email',
    topic: 'damaged',
    subject: 'Chair arrived with a cracked base: I would like a refund',
    text:
      'Hello, the task chair from my last order came with a crack right through its base. I do not want another one, ' +
      'please refund it. And please do not phone me, about this or anything else: I work nights and your calls wake me. ' +
      'E-mail is fine. Sarah Whitcombe',
    priority: 'high',
  });
  yield track(writtenAt + 1 * minute, 'support', 'Refund Requested', {
    ...toRefund(chair, chair.lines),
    ticket_id,
    via: 'email',
    reason: 'damaged',
  });
  const heard = { do_not_phone: true, preferred_channel: 'email' };
  yield track(writtenAt + 2 * minute, 'support', 'Contact Preference Stated', {
    ticket_id,
    channel: 'phone',
    allowed: false,
    preferred_channel: 'email',
    words: 'please do not phone me',
  });
  yield identify(writtenAt + 2 * minute, 'support', heard);
  const update = (at: number, by: string, note: string) =>
    track(at, 'support', 'Ticket Updated', { ...about, by, note });
  yield update(daysAgo(17, 9.7), 'agent-ines', 'Asked by e-mail for a photograph of the crack.');
  yield update(daysAgo(16, 11.1), 'customer', 'Sent two photographs.');
  yield update(daysAgo(15, 10.2), 'agent-ines', 'Refund agreed. Return label sent by e-mail.');
  yield track(daysAgo(6, 16.4), 'warehouse', 'Return Shipped', { order_id: chair.id });
  yield track(daysAgo(2, 9.4), 'warehouse', 'Return Received', {
    order_id: chair.id,
    condition: 'damaged in transit',
  });
}

const phoneCall = (
  at: number,
  purpose: string,
  outcome: string,
  duration_seconds: number,
  order?: Order,
): Fact =>
  track(at, 'phone', 'Phone Call Made', {
    ...(order === undefined ? {} : { order_id: order.id }),
    agent: 'agent-tomas',
    purpose,
    outcome,
    duration_seconds,
  });
