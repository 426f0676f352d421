// Definitions that mean harm: texts that would break out of a query, at every place where a definition takes a text, and much of
// what costs much.

/** Found in a query, it came there from a definition. */
export const canary = 'cnry7';

export const hostileTexts = [
  `${canary}' or 1=1; drop table events --`,
  `${canary}" \\' \\`,
  `{${canary}:String}`,
  `{p0:String} ${canary}`,
  `\`${canary}\`) union all select 1 --`,
  `${canary}\0x`,
  `${canary}\u202egpj`,
  `${canary}\ud800`,
  `%s {} \${${canary}} $1 :name ?`,
  `${canary}\n\tformat Null settings max_threads = 1`,
  `/* ${canary} */ ${'x'.repeat(480)}`,
];
export const prototypeNames = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

const fullSelector = {
  ...{ name: 'Order', name_starts_with: 'O', type: 'track' },
  where: [
    { property: 'a.b', is: 'x', ignoring_case: true },
    { property: 'l', some: { not: { is_one_of: ['x', 'y', 3] } } },
    { property: 'd', before: { ago: 'P7D' } },
    { property: 'e', after: '2026-01-01' },
  ],
  local: { weekdays: [1], from: '18:00', until: '23:00', zone: 'Europe/Warsaw' },
  in: { calendar: 'month', back: 1, units: 2, zone: 'person' },
};
const tests = [
  { contains: 'x' },
  { starts_with: 'x', ignoring_case: true },
  { ends_with: 'x' },
  { matches: 'x+' },
  { within_last: 'P7D' },
  { within_next: 'P7D' },
  { anniversary: { in_days: [0, 3], zone: 'person' } },
  { each: { is: 'x' } },
  { length: { more_than: 2 } },
];

/** With every place where the language takes a text. */
export const fullConditions: object[] = [
  ...tests.map((one) => ({ attribute: 'plan.name', ...one })),
  { attribute: 'plan', is: 'gold', for: 'P1D' },
  { attribute: 'plan', changed: { within: 'P1D', from: { is: 'a' }, to: { contains: 'b' } } },
  { trait: 'orders', is: 'x' },
  { events: fullSelector, count: { at_least: 1 } },
  {
    events: { name: 'Order', in: { from: '2026-01-01', until: '2026-02-01' } },
    first_at: { before: '2026-01-01' },
  },
  { events: { name: 'Order', in: { last: 'P7D' } }, last_value: 'total', is: { is: 'x' } },
  {
    sequence: [{ name: 'a' }, { name: 'b', within: 'P1D', without: { name: 'c' } }],
    ...{ same: 'order_id', in: { last: 'P9D' }, after_last: { nothing: { name: 'd' }, for: 'PT1H' } },
  },
  { segment: 'loyal', entered: { within: 'P1D' } },
  { list: 'friends' },
  { permits: 'service' },
  { said: 'yes', of: 'service' },
  { all: [{ bucket: { of: 'salt', from: 0, until: 9 } }, { held_out: { of: 'salt', percent: 5 } }] },
];
export const fullValues: object[] = [
  { attribute: 'plan.name' },
  { trait: 'orders' },
  { sum: 'total', of: fullSelector },
  { first_value: 'a.b', of: { name: 'Order' } },
  { most_frequent: 'x', of: { type: 'page' }, at_least: 2 },
  { list: 'x', of: { name: 'Order' }, at_most: 3 },
  { rate: { name: 'Order', in: { last: 'P30D' } }, per: 'P1D' },
  { divide: [{ average: 'x', of: { name: 'Order' } }, { score: { count: { name: 'Order' } } }] },
  { rfm: { name: 'Order' }, monetary: 'total' },
];

/** The same once for each text in it, with another in its place; and once for each object, with a name that nothing has. */
export function* replaceTexts(part: unknown, text: string): Generator<unknown> {
  if (typeof part === 'string') yield text;
  if (typeof part !== 'object' || part === null) return;
  for (const [key, inner] of Object.entries(part))
    for (const other of replaceTexts(inner, text))
      yield Array.isArray(part) ? part.toSpliced(Number(key), 1, other) : { ...part, [key]: other };
  if (!Array.isArray(part)) yield { ...part, [text]: 'x' };
}

const nested = (levels: number): string =>
  `${'{"not":'.repeat(levels)}{"everyone":true}${'}'.repeat(levels)}`;
const pattern = (matches: string): object => ({ attribute: 'text', matches });
const long = 'P3650D';
const step = (n: number) => ({ name_starts_with: ['', 'L', 'Lo', 'Load'][n % 4] || 'L' });

/** As JSON text: some of them no value can hold. */
export const costlyDefinitions: Record<string, string> = {
  '15 levels': nested(15),
  '20 levels': nested(20),
  '20,000 levels': nested(20_000),
  '70 kB': JSON.stringify({
    any: Array.from({ length: 200 }, (_, n) => ({ attribute: 'a', is: `${n}${'x'.repeat(340)}` })),
  }),
  '60 kB of texts': JSON.stringify({
    any: Array.from({ length: 150 }, (_, n) => ({ attribute: 'a', contains: `${n}${'x'.repeat(340)}` })),
  }),
  '160 wrong selectors': JSON.stringify({
    all: Array.from({ length: 160 }, () => ({ events: { name: 'x', where: [] }, sum: 1, is: {} })),
  }),
  '490 conditions over events': JSON.stringify({
    any: Array.from({ length: 160 }, (_, n) => ({ events: { name: `n${n}` }, count: { is: n } })),
  }),
  '1,000 values': JSON.stringify({
    attribute: 'a',
    is_one_of: Array.from({ length: 1000 }, (_, n) => `value ${n}`),
  }),
  '1,001 values': JSON.stringify({ attribute: 'a', is_one_of: Array.from({ length: 1001 }, (_, n) => n) }),
  'nested quantifiers': JSON.stringify(pattern('^(?:(a+)+)+$')),
  'nested stars': JSON.stringify(pattern('(x*)*y(x*)*(x*)*$')),
  'counts in counts': JSON.stringify(pattern('(?:a{100}){100}')),
  'large counts': JSON.stringify(
    pattern('(?:.{0,100}|x{100}|y{100}|z{100}|[a-z]{100}|[0-9]{100}|\\w{100})b'),
  ),
  'a count beyond the limit': JSON.stringify(pattern('a{1000}')),
  'a long alternation': JSON.stringify(pattern(`(?:${'a|'.repeat(90)}b)*c`)),
  '8 steps of ten years': JSON.stringify({
    sequence: Array.from({ length: 8 }, (_, n) =>
      n === 0 ? step(n) : { ...step(n), within: long, without: { name: 'never' } },
    ),
    ...{ same: 'n', in: { last: long }, after_last: { nothing: { name: 'never' }, for: 'PT1S' } },
  }),
  '40 sequences': JSON.stringify({
    any: Array.from({ length: 40 }, (_, n) => ({
      sequence: Array.from({ length: 8 }, (_, m) => step(n + m)),
    })),
  }),
  'a window of all calendars': JSON.stringify({
    events: { name: 'Load', in: { calendar: 'year', back: 3650, units: 3650 } },
    count: { is: 0 },
  }),
};
