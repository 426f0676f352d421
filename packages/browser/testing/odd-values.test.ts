// Values as people's systems really send them: they neither break the card nor its layout, and are told as they are.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriousFindings } from '../../console/testing/accessibility.ts';
import { openCardRoom, withValue } from './card-room.ts';

const room = openCardRoom();
const odd = () => room.page.locator('[data-field=odd]');
const told = () => odd().locator('.value');

async function show(value: unknown, more = {}): Promise<void> {
  room.desk.answers = withValue(value, more);
  await room.open();
  await odd().waitFor();
  const isWide = await room.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.ok(!isWide, 'nothing scrolls sideways');
}

for (const [what, value] of [
  ['Arabic', 'سارة ويتكومب'],
  ['Hebrew beside digits', 'שלום 123'],
  ['Chinese', '王小明，臺北市信義區'],
  ['Thai', 'สวัสดีครับ'],
  ['an emoji of several people', '👩‍👩‍👧‍👦'],
  ['line separators', 'one\u2028two\u2029three'],
  ['a mark that turns the direction', 'abc\u202Edef'],
  ['markup', '</bdi><script>document.title="x"</script>&amp;<img src=x>'],
  ['no character', '\u0000\uFFFD'],
  ['one very long word', 'a'.repeat(300)],
] as const)
  test(`${what}: stays what it is`, async () => {
    await show(value);
    assert.equal(await told().evaluate((one) => one.textContent), value);
    assert.equal(await room.page.title(), 'Ticket 4711');
  });

test('what reads from right to left turns nothing beside it', async () => {
  await show('abc\u202Edef', { title: '\u202Eeltit' });
  const label = room.page.getByRole('button', { name: 'Age and origin of City' });
  const [left, value] = [await label.boundingBox(), await room.page.getByText('Columbus').boundingBox()];
  assert.ok((left?.x ?? 9) < (value?.x ?? 0));
});

test('a text of 30 kB scrolls in its place, by keyboard too, and leaves room for the rest', async () => {
  await show('All work and no play. '.repeat(1400));
  const long = odd().locator('.long');
  assert.ok(((await long.boundingBox())?.height ?? 900) < 200);
  await long.focus();
  await room.page.keyboard.press('End');
  await room.page.waitForFunction(() => {
    const card = document.querySelector('rapport-view')?.shadowRoot;
    return (card?.querySelector('.long')?.scrollTop ?? 0) > 1000;
  });
  assert.deepEqual(await seriousFindings(room.page), []);
});

test('digits beyond what a number holds are all there; shares, money and small numbers are readable', async () => {
  const { page, desk, open } = room;
  // Written by hand: a number here could not hold it.
  desk.answers = JSON.parse(JSON.stringify(withValue('@')));
  await open();
  await odd().waitFor();
  desk.sendText('view', JSON.stringify(withValue('@')).replace('"@"', '9007199254740993123'));
  await told().getByText('9007199254740993123', { exact: true }).waitFor();
  for (const [value, unit, text] of [
    [0.9712, 'share', '97%'],
    [1234.5, 'EUR', '€1,234.50'],
    [0.00123, undefined, '0.0012'],
    [-0.5, undefined, '-0.5'],
    [13.906666666666666, undefined, '13.91'],
  ] as const) {
    desk.send('view', withValue(value, { kind: 'trait', ...(unit && { unit }) }));
    await told().getByText(text, { exact: true }).waitFor();
  }
  assert.equal(await page.getByText('NaN').count(), 0);
});

test('empty lists and objects say that nothing is there', async () => {
  await show([]);
  assert.equal(await told().innerText(), 'None');
  for (const kind of ['objects', 'events', 'segments', 'accounts', 'ranking'] as const) {
    room.desk.send('view', withValue([], { kind, title: kind }));
    await odd().getByText(kind, { exact: true }).first().waitFor();
    assert.equal(await told().innerText(), 'None', kind);
  }
});

test('an object deeper than anybody reads is told as text, however deep', async () => {
  const deep = (levels: number): object => (levels === 0 ? {} : { a: deep(levels - 1) });
  await show({ size: { width: 2 } });
  assert.match(await told().innerText(), /Size\s+Width 2/);
  await show(deep(200));
  assert.match(await told().innerText(), /^\{"a":\{"a":/);
  assert.ok(((await told().boundingBox())?.height ?? 900) < 200);
});

test('states are told in words', async () => {
  const order = { type: 'order', id: 'SH-1', title: null, at: null, updated_at: null, origin: null };
  await show([{ ...order, fields: { state: 'refund_requested' } }], { kind: 'objects' });
  await odd().getByText('refund requested', { exact: true }).waitFor();
});

test('a stock is told by its store in one line, and moments by their day', async () => {
  const about = { title: null, at: null, updated_at: null, origin: null };
  const store = {
    ...about,
    type: 'store',
    id: 'store-7',
    title: 'High Street',
    fields: { city: 'Columbus' },
  };
  const stock = { ...about, type: 'stock', id: 'P-1@store-7', fields: { quantity: 3, store_id: 'store-7' } };
  const until = '2026-12-24T05:00:00.000Z';
  const product = { ...about, type: 'product', id: 'P-1', title: 'Lamp', fields: { until } };
  await show([{ ...product, joined: { stock: [{ ...stock, joined: { store: [store] } }] } }], {
    kind: 'objects',
  });
  const line = odd().locator('.joined .item');
  assert.equal((await line.innerText()).replace(/\s+/g, ' '), 'High Street City Columbus Quantity 3');
  assert.ok(((await line.boundingBox())?.height ?? 90) < 40);
  await odd().getByText('Dec\u00a024,\u00a02026').waitFor();
});
