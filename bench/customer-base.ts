// The customer base of a shop as one CSV file: five exports, one after the other, each in an order of its own.
//
// Two people make five rows: one buys with an account and later uses the app, the other reads the newsletter, orders by
// phone, and only then says that both is the same person, which merges two. A row names two or three identifiers:
// 1.6 links on average.

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** Rows of one pair of people, and the people. */
export const rowsPerPair = 5;
export const peoplePerPair = 2;

export const columns = ['user_id', 'email', 'phone', 'anonymous_id', 'name', 'city', 'points', 'updated_at'];

/** How `rapport import` is told to read it. */
export const mapping = [
  'type=identify,userId=user_id,anonymousId=anonymous_id,timestamp=updated_at',
  'traits.email=email,traits.phone=phone,traits.name=name,traits.city=city,traits.points=points:number',
].join(',');

type Names = { user?: true; email?: true; phone?: true; visitor?: true };
/** By export: which of the two it is about, and what it knows of them. */
const exports: [person: number, names: Names][] = [
  [0, { user: true, email: true, phone: true }],
  [1, { email: true, visitor: true }],
  [1, { user: true, phone: true }],
  [1, { user: true, email: true, visitor: true }],
  [0, { user: true, email: true, visitor: true }],
];
const cities = ['Warszawa', 'Taipei', 'Lisboa', 'Leeds', 'Graz'];
const firstMs = Date.UTC(2021, 0, 1);
/** A prime above the number of pairs that any run has: a step by which each pair is met once. */
const stride = 15_485_863;

/** Writes the file. `rows` must be a multiple of `rowsPerPair`. */
export async function writeCustomerBase(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path);
  const pairs = rows / rowsPerPair;
  let text = `${columns.join(',')}\n`;
  for (let row = 0; row < rows; row += 1) {
    text += toLine(row, pairs);
    if (text.length < 1 << 20) continue;
    if (!file.write(text)) await once(file, 'drain');
    text = '';
  }
  file.end(text);
  await once(file, 'finish');
}

function toLine(row: number, pairs: number): string {
  const [place, names] = exports[Math.floor(row / pairs)] as (typeof exports)[number];
  const pair = (((row % pairs) + 1) * stride) % pairs;
  const person = pair * peoplePerPair + place;
  const cells = [
    names.user ? `c-${person}` : '',
    names.email ? `customer.${person}@mail.example` : '',
    names.phone ? `+48${600_000_000 + person}` : '',
    names.visitor ? `v-${person.toString(36)}-${(person * 7919).toString(36)}` : '',
    `Customer ${person}`,
    cities[person % cities.length],
    String((person * 31 + row) % 10_000),
    new Date(firstMs + row * 1000).toISOString(),
  ];
  return `${cells.join(',')}\n`;
}
