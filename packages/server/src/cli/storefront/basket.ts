// The basket, in a cookie of the shop: it is necessary for what the visitor asked for, and is there only once they put something in.
import type { Product } from '../sample-shop/catalogue.ts';
import { sumOf } from '../sample-shop/money.ts';
import { findProduct } from './shelf.ts';

export type Line = { product: Product; quantity: number };

const [linesMax, quantityMax] = [20, 9];
const name = 'basket';

/** What cannot be read is left out. */
export function readBasket(cookies: string | undefined): Line[] {
  const own = cookies
    ?.split(';')
    .map((one) => one.trim())
    .find((one) => one.startsWith(`${name}=`));
  const parts = own?.slice(name.length + 1).split('.') ?? [];
  return parts.slice(0, linesMax).flatMap((part): Line[] => {
    const [id = '', quantity] = part.split('*');
    const product = findProduct(id);
    const pieces = Math.trunc(Number(quantity));
    return product !== undefined && pieces >= 1 && pieces <= quantityMax
      ? [{ product, quantity: pieces }]
      : [];
  });
}

export function addTo(lines: readonly Line[], product: Product): Line[] {
  const there = lines.find((line) => line.product.id === product.id);
  if (there === undefined) return [...lines, { product, quantity: 1 }].slice(-linesMax);
  const quantity = Math.min(quantityMax, there.quantity + 1);
  return lines.map((line) => (line === there ? { product, quantity } : line));
}

/** For `set-cookie`. Without lines it ends. */
export function writeBasket(lines: readonly Line[]): string {
  const value = lines.map(({ product, quantity }) => `${product.id}*${quantity}`).join('.');
  const age = lines.length === 0 ? '; Max-Age=0' : '';
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${age}`;
}

/** Of all products together. */
export const piecesOf = (lines: readonly Line[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0);

export const totalOf = (lines: readonly Line[]): number =>
  sumOf(lines, ({ product, quantity }) => product.priceCents * quantity);
