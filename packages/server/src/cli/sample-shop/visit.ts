// One visit to the shop: a walk from page to page on one device, its time moving on with every step.
import type { WallTime } from './calendar.ts';
import { second } from './calendar.ts';
import { type Catalogue, type Product, shopOrigin, toProductProperties } from './catalogue.ts';
import type { Device } from './devices.ts';
import { type Fact, identify, look, type Properties, type Seen, track } from './facts.ts';
import { currency, toDollars } from './money.ts';
import { type Arrival, type Page, pages, toQuery } from './pages.ts';
import type { Random } from './random.ts';

/** Someone on a device, from `start` on. Every step takes a little while and ends as a fact. */
export class Visit {
  readonly device: Device;
  readonly random: Random;
  readonly #arrival: Arrival;
  at: WallTime;
  #page: Page | undefined;
  #referrer: string;

  constructor(device: Device, start: WallTime, random: Random, arrival: Arrival = {}) {
    this.device = device;
    this.random = random;
    this.#arrival = arrival;
    this.#referrer = arrival.referrer ?? '';
    this.at = start;
  }

  /** Opens a page and tells so with a page call (a screen call in the app). */
  open(page: Page): Fact {
    this.#goTo(page);
    return look(this.at, this.#seen());
  }

  /** Something done on the page that is open. */
  do(event: string, properties: Properties): Fact {
    this.#wait(2, 12);
    return track(this.at, this.#seen(), event, properties);
  }

  /** Tells who is here: a registration or a sign-in. */
  identify(traits: Properties): Fact {
    this.#wait(1, 3);
    return identify(this.at, this.#seen(), traits);
  }

  *viewProduct(product: Product): Generator<Fact> {
    this.#goTo(pages.product(product));
    yield this.do('Product Viewed', {
      ...toProductProperties(product),
      value: toDollars(product.priceCents),
    });
  }

  /** Finds a shelf: by the search field or the menu of the shop, or as the page that a link leads to. */
  *findShelf(product: Product, catalogue: Catalogue): Generator<Fact> {
    const { category, subcategory } = product;
    const isInside = this.#page !== undefined;
    if (isInside && this.random.chance(0.6)) {
      const query = toQueryText(product, this.random);
      this.#goTo(pages.search(query));
      yield this.do('Products Searched', { query });
    } else {
      this.#goTo(pages.shelf(category, subcategory));
      const shown = this.random.some(catalogue.listShelf(subcategory), 3);
      yield this.do('Product List Viewed', {
        list_id: subcategory.toLowerCase(),
        category,
        subcategory,
        products: shown.map(toListed),
      });
    }
  }

  #goTo(page: Page): void {
    if (this.#page) {
      this.#wait(8, 70);
      this.#referrer = `${shopOrigin}${this.#page.path}${this.#page.search}`;
      this.#page = page;
      return;
    }
    // The first page carries the campaign in its address, as the link did.
    const { campaign } = this.#arrival;
    this.#page = campaign ? { ...page, search: toQuery(campaign) } : page;
  }

  /** Clients read the campaign from the address, so only calls made on the landing page carry it. */
  #seen(): Seen {
    const page = this.#page ?? pages.home;
    const { campaign } = this.#arrival;
    const seen = { device: this.device, page, referrer: this.#referrer };
    return campaign && page.search === toQuery(campaign) ? { ...seen, campaign } : seen;
  }

  #wait(low: number, high: number): void {
    this.at += Math.round(this.random.between(low, high) * second);
  }
}

const toListed = (product: Product, index: number): Properties => ({
  product_id: product.id,
  name: product.name,
  price: toDollars(product.priceCents),
  position: index + 1,
});

/** What someone types who looks for this: the kind of thing, or the first words of its name. */
function toQueryText(product: Product, random: Random): string {
  if (random.chance(0.6)) return product.subcategory.toLowerCase();
  return product.name.toLowerCase().split(/[ ,]+/).slice(0, 2).join(' ');
}

/** What lies in a cart that may be left behind. */
export type Cart = { id: string; products: readonly Product[] };

export const toCartProperties = ({ id, products }: Cart): Properties => ({
  cart_id: id,
  value: toDollars(products.reduce((sum, product) => sum + product.priceCents, 0)),
  currency,
  products: products.map(toListed),
});
