// The 793 customers of the file, each with what the file does not tell: devices, habits, addresses, how they joined.
import { type Calendar, day, second, type WallTime } from './calendar.ts';
import type { Catalogue } from './catalogue.ts';
import { companies } from './companies.ts';
import type { Device } from './devices.ts';
import { drawFavourites } from './favourites.ts';
import { drawOrderTimes, type Order, ownOrder, toLine } from './orders.ts';
import {
  type Customer,
  drawDevices,
  drawHabits,
  drawMoment,
  type Habits,
  otherDevice,
  pickDevice,
  type Segment,
  type Visitor,
} from './people.ts';
import { findStore, zoneOf } from './places.ts';
import { type Random, randomFrom } from './random.ts';
import { drawRecommendations } from './recommendations.ts';
import type { FileCustomer, FileOrder, Place } from './superstore.ts';

type Shop = { calendar: Calendar; catalogue: Catalogue; nextPhoneNumber: (state: string) => string };

/** Makes a whole person of a customer of the file. The same customer is the same person on every run. */
export function toCustomer(file: FileCustomer, shop: Shop): Customer {
  const random = randomFrom(`customer ${file.id}`);
  const segment = file.segment as Segment;
  const home = homeOf(file.orders);
  const zone = zoneOf(home.state);
  const habits = drawHabits(segment, random);
  const visitor: Visitor = { key: file.id, zone, habits, ...drawDevices(file.id, zone, habits, random) };
  const company = segment === 'Corporate' ? random.pick(companies) : undefined;
  const phoneNumber = random.chance(0.7) ? shop.nextPhoneNumber(home.state) : undefined;
  const joinedOn = pickDevice(visitor, random);
  const timed = file.orders
    .map((order) => ({ order, ...drawOrderTimes(order, habits, zone, shop.calendar) }))
    .sort((a, b) => a.placedAt - b.placedAt);
  const joinedAt = drawJoining(timed[0]?.placedAt ?? shop.calendar.today, habits, random);
  introduce(visitor, joinedOn, joinedAt, random);
  const orders = timed.map(
    ({ order, ...times }, index): Order => ({
      ...order,
      ...times,
      coupon: undefined,
      by: index === 0 ? joinedOn : pickTill(visitor, home, times.placedAt, random),
    }),
  );
  const [firstName = file.name, ...rest] = file.name.split(' ');
  const domain = company?.domain ?? random.pick(['example.com', 'example.net', 'example.org']);
  const email = `${toMailbox(file.name)}@${domain}`;
  const newsletter = drawNewsletter(joinedAt, random);
  const customer: Customer = {
    ...visitor,
    id: file.id,
    name: file.name,
    firstName,
    lastName: rest.join(' '),
    email,
    // Telephones like to begin with a capital; it is the same mailbox.
    typedEmail: random.chance(0.15) ? email.charAt(0).toUpperCase() + email.slice(1) : email,
    phoneNumber,
    laterPhoneNumber: random.chance(0.1) ? shop.nextPhoneNumber(home.state) : undefined,
    birthday: segment !== 'Corporate' && random.chance(0.6) ? drawBirthday(random) : undefined,
    segment,
    home,
    company,
    joinedAt,
    joinedOn,
    newsletter,
    recommendations: drawRecommendations(file.id, joinedOn, joinedAt),
    orders,
  };
  orders.push(...drawOwnOrders(customer, shop), ...drawFavourites(customer, shop));
  orders.sort((a, b) => a.placedAt - b.placedAt);
  return customer;
}

/** The place most orders went to; of several, the latest. */
function homeOf(orders: readonly FileOrder[]): Place {
  const byCity = Map.groupBy(orders, ({ place }) => `${place.city}, ${place.state}`);
  const [most] = [...byCity.values()].sort(
    (a, b) => b.length - a.length || (b.at(-1)?.placedOn ?? 0) - (a.at(-1)?.placedOn ?? 0),
  );
  const last = most?.at(-1);
  if (!last) throw new Error('A customer of the file has no order.');
  return last.place;
}

/** Who registers at the till does so this long before the order is placed. */
export const registrationLead = 10 * second;

/** Some register at the till, some days before, some weeks before they buy. */
function drawJoining(firstOrderAt: WallTime, habits: Habits, random: Random): WallTime {
  const days = random.weighted([
    [0, 45],
    [random.between(1, 10), 35],
    [random.between(10, 60), 20],
  ]);
  return days === 0 ? firstOrderAt - registrationLead : drawMoment(firstOrderAt - days * day, habits, random);
}

/** The device someone joins on is known from then on; three in four sign in on the other one as well, later. */
export function introduce(visitor: Visitor, joinedOn: Device, joinedAt: WallTime, random: Random): void {
  joinedOn.knownFrom = joinedAt;
  if (random.chance(0.76)) {
    const laterDay = joinedAt + random.between(1, 25) * random.between(1, 8) * day;
    otherDevice(visitor, joinedOn).knownFrom = drawMoment(laterDay, visitor.habits, random);
  }
}

/** Orders come from a device that is signed in; a few are placed in a store or by telephone. */
function pickTill(visitor: Visitor, home: Place, at: WallTime, random: Random): Order['by'] {
  const wished = pickDevice(visitor, random);
  const till = random.unit();
  if (till < 0.05) return 'phone';
  if (till < 0.12 && findStore(home)?.city === home.city) return 'store';
  return wished.knownFrom <= at ? wished : otherDevice(visitor, wished);
}

function drawNewsletter(joinedAt: WallTime, random: Random): Customer['newsletter'] {
  if (!random.chance(0.55)) return undefined;
  const from = joinedAt + (random.chance(0.7) ? 4 * second : random.between(1, 300) * day);
  const until = random.chance(0.15) ? from + random.between(30, 700) * day : Infinity;
  return { from, until, opens: random.between(0.1, 0.7) };
}

function drawBirthday(random: Random): string {
  const year = random.whole(1948, 2004);
  return `${year}-${String(random.whole(1, 12)).padStart(2, '0')}-${String(random.whole(1, 28)).padStart(2, '0')}`;
}

/** A few consumers also buy jewellery or a knife: without them Neha would be the only one to learn from. */
function drawOwnOrders(customer: Customer, { calendar, catalogue }: Shop): Order[] {
  const random = randomFrom(`own orders ${customer.id}`);
  const taste = random.weighted([
    ['Jewellery', 9],
    ['Kitchenware', 7],
    [undefined, 84],
  ]);
  if (taste === undefined || customer.segment !== 'Consumer') return [];
  const oldest = Math.max(customer.joinedAt + 2 * day, calendar.today - 500 * day);
  const newest = calendar.today - 3 * day;
  if (oldest >= newest) return [];
  const count = taste === 'Jewellery' ? random.whole(1, 4) : 1;
  return Array.from({ length: count }, (_, index) => {
    const placedAt = drawMoment(random.between(oldest, newest), customer.habits, random);
    const coupon = taste === 'Jewellery' && random.chance(0.6) ? 'SPARKLE15' : undefined;
    const pieces = random.some(catalogue.listCategory(taste), random.whole(1, 2));
    const lines = pieces.map((piece) => toLine(piece, 1, coupon === undefined ? 0 : 0.15));
    const id = `SH-${customer.id.slice(-5)}-${index + 1}`;
    return ownOrder(id, placedAt, customer.joinedOn, customer.home, lines, coupon, random);
  });
}

/** "Roy Französisch" to "roy.franzosisch": letters without their marks. */
export const toMailbox = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[\p{M}']/gu, '')
    .replaceAll(/[^a-z]+/g, ' ')
    .trim()
    .replaceAll(' ', '.');
