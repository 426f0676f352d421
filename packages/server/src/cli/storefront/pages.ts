// The pages of the storefront, and what each tells of itself.
import { html } from 'hono/html';
import { type Product, productPath, toProductProperties } from '../sample-shop/catalogue.ts';
import { currency, toDollars } from '../sample-shop/money.ts';
import { type Line, totalOf } from './basket.ts';
import type { Call, Html, Page } from './layout.ts';
import type { Order } from './orders.ts';
import { shelves } from './shelf.ts';

type Shown = Omit<Page, 'pieces'>;

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency });
const price = (cents: number): string => dollars.format(toDollars(cents));

export const shelfPage = (): Shown => ({
  title: 'Small things for good days',
  body: html`<h1>Small things for good days</h1>
    <p class="quiet">Knives that stay sharp, pans that last, and jewellery to give away.</p>
    ${shelves.map(
      ({ name, products }) => html`<h2>${name}</h2>
        <ul class="shelf">
          ${products.map(shelfItem)}
        </ul>`,
    )}`,
});

const shelfItem = (product: Product): Html => html`<li>
  <a href="${productPath(product)}">
    <span class="kind">${product.subcategory}</span>
    <span>${product.name}</span>
    <span class="price">${price(product.priceCents)}</span>
  </a>
</li>`;

export function productPage(product: Product): Shown {
  const told = toProductProperties(product);
  const added: Call = ['track', 'Product Added', { ...told, quantity: 1 }];
  return {
    title: product.name,
    told: [['track', 'Product Viewed', told]],
    body: html`<p class="quiet"><a href="/">${product.category}</a> · ${product.subcategory}</p>
      <h1>${product.name}</h1>
      <p class="price-large">${price(product.priceCents)}</p>
      <form method="post" action="/basket" data-tell="${JSON.stringify(added)}">
        <input type="hidden" name="product" value="${product.id}" />
        <button>Add to basket</button>
      </form>`,
  };
}

/** `order`: its id, made before it is sent, so that one that is sent twice is one. */
export type Entered = { order: string; name: string; email: string; fault?: string };

export function basketPage(lines: readonly Line[], entered: Entered): Shown {
  if (lines.length === 0)
    return {
      title: 'Your basket',
      body: html`<h1>Your basket is empty</h1><p><a href="/">Look around</a></p>`,
    };
  const started: Call = ['track', 'Checkout Started', { total: toDollars(totalOf(lines)), currency }];
  return {
    title: 'Your basket',
    body: html`<h1>Your basket</h1>
      ${linesTable(lines)}
      <form class="order" method="post" action="/orders" data-tell="${JSON.stringify(started)}">
        ${entered.fault === undefined ? '' : html`<p role="alert">${entered.fault}</p>`}
        <input type="hidden" name="order" value="${entered.order}" />
        <label>Name <input name="name" value="${entered.name}" required maxlength="120" autocomplete="name" /></label>
        <label>
          E-mail address
          <input name="email" type="email" value="${entered.email}" required maxlength="200" autocomplete="email" />
        </label>
        <button>Buy for ${price(totalOf(lines))}</button>
      </form>`,
  };
}

const linesTable = (lines: readonly Line[]): Html => html`<table>
  <thead>
    <tr><th scope="col">Product</th><th scope="col">Pieces</th><th scope="col">Price</th></tr>
  </thead>
  <tbody>
    ${lines.map(
      ({ product, quantity }) =>
        html`<tr><td>${product.name}</td><td>${quantity}</td><td>${price(product.priceCents * quantity)}</td></tr>`,
    )}
  </tbody>
</table>`;

/** The customer is known from here on; what they looked at joins them only if they permitted that. */
export const thanksPage = ({ id, customer, lines }: Order, centre: string): Shown => ({
  title: 'Thank you',
  told: [['identify', customer.id, { name: customer.name, email: customer.email }]],
  body: html`<h1>Thank you, ${customer.name}</h1>
    <p>Your order ${id} is with us.</p>
    ${linesTable(lines)}
    <h2>What may we do with this?</h2>
    <p>You decide, and may change your mind at any time: <a href="${centre}">your choices</a>.</p>
    <p><a href="/">Look around</a></p>`,
});

export const plainPage = (title: string, words: string): Shown => ({
  title,
  body: html`<h1>${title}</h1><p>${words}</p><p><a href="/">Look around</a></p>`,
});
