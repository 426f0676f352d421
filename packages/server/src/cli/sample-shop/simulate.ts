// The simulation: everybody's stories, told at once and put in order of time.
import { browsingFacts } from './browsing.ts';
import { type Calendar, shopCalendar } from './calendar.ts';
import { type Catalogue, openCatalogue } from './catalogue.ts';
import { checkoutFacts } from './checkout.ts';
import { toCustomer } from './customers.ts';
import type { Fact } from './facts.ts';
import { joiningFacts } from './joining.ts';
import { type Message, toMessage } from './message.ts';
import { neha, nehaFacts } from './neha.ts';
import { listNewcomers } from './newcomers.ts';
import { newsletterFacts } from './newsletter.ts';
import { listObjects, type ObjectsOfType } from './objects.ts';
import { orderFacts } from './orders.ts';
import { listPassersBy, passingFacts } from './passers-by.ts';
import type { Customer, Visitor } from './people.ts';
import { openPhoneBook } from './places.ts';
import { recommendationFacts } from './recommendations.ts';
import { reviewFacts } from './reviews.ts';
import { sarah, sarahFacts } from './sarah.ts';
import type { Sale } from './stock.ts';
import { terminalFacts } from './store-terminals.ts';
import { storeFacts } from './store-visits.ts';
import { readSuperstore } from './superstore.ts';
import { supportFacts } from './support-desk.ts';

/**
 * Tells four years of the shop as messages of the Segment protocol, oldest first. The last day is the UTC day of
 * `now`; nothing lies after `now`. The same `now` gives the same bytes, and a fact keeps its message id on every day.
 */
export function* simulateSampleShop({ now }: { now: Date }): Generator<Message> {
  yield* openSampleShop({ now }).messages();
}

export type SampleShop = {
  /** How many messages there will be. */
  size: number;
  messages(): Generator<Message>;
  /** What is in its catalog now. */
  objects(): ObjectsOfType[];
};

/** The same, with the number of messages known before the first one is written out. */
export function openSampleShop({ now }: { now: Date }): SampleShop {
  const { customers: files, lastDay } = readSuperstore();
  const calendar = shopCalendar(now, lastDay);
  const shop: Shop = { calendar, catalogue: openCatalogue(files), nextPhoneNumber: openPhoneBook() };
  const entries = [...tellAll(files, shop)].filter(({ instant }) => instant <= now.getTime());
  // Sorting is stable: what happens in the same millisecond stays in the order in which it was told.
  entries.sort((a, b) => a.instant - b.instant);
  return {
    size: entries.length,
    *messages() {
      for (const { fact, name, who } of entries) yield toMessage(fact, name, who, calendar);
    },
    objects: () =>
      listObjects({ calendar, catalogue: shop.catalogue, sales: entries.flatMap(listSales), now }),
  };
}

type Shop = { calendar: Calendar; catalogue: Catalogue; nextPhoneNumber: (state: string) => string };
type Entry = { instant: number; fact: Fact; name: string; who: Visitor & { id?: string } };

/** What an order took out of the warehouse. */
function listSales({ instant, fact: { call } }: Entry): Sale[] {
  if (call.type !== 'track' || call.event !== 'Order Completed') return [];
  const lines = call.properties.products as { product_id: string; quantity: number }[];
  return lines.map(({ product_id: productId, quantity }) => ({ productId, quantity, instant }));
}

/** A topic's own part of somebody's life, in any order. */
type Story<Person> = (person: Person, shop: Shop) => Iterable<Fact>;

const common: Record<string, Story<Customer>> = {
  joining: joiningFacts,
  orders: (customer) => orderFacts(customer.orders),
  newsletter: newsletterFacts,
  recommendations: recommendationFacts,
};

const everyday: Record<string, Story<Customer>> = {
  ...common,
  checkout: checkoutFacts,
  browsing: browsingFacts,
  support: supportFacts,
  stores: storeFacts,
  terminals: terminalFacts,
  reviews: reviewFacts,
};

function* tellAll(files: ReturnType<typeof readSuperstore>['customers'], shop: Shop): Generator<Entry> {
  yield* tell(sarah(shop), { ...common, checkout: checkoutFacts, story: sarahFacts }, shop);
  yield* tell(neha(shop), { ...common, story: nehaFacts }, shop);
  for (const file of files) yield* tell(toCustomer(file, shop), everyday, shop);
  for (const newcomer of listNewcomers(shop)) yield* tell(newcomer, everyday, shop);
  for (const visitor of listPassersBy()) yield* tell(visitor, { passing: passingFacts }, shop);
}

/** Numbers the facts of each topic on their own, so that a new topic changes no message id of the others. */
function* tell<Person extends Visitor & { id?: string }>(
  who: Person,
  topics: Record<string, Story<Person>>,
  shop: Shop,
): Generator<Entry> {
  for (const [topic, story] of Object.entries(topics)) {
    let count = 0;
    for (const fact of story(who, shop)) {
      count += 1;
      const instant = shop.calendar.toInstant(fact.at, who.zone);
      yield { instant, fact, name: `${who.key} ${topic} ${count}`, who };
    }
  }
}
