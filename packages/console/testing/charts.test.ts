// Charts: read out by arrow keys and by pointing, the same as a table, in the colours of the theme, and a sentence where there
// is nothing to draw.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRoom } from './room.ts';
import { switchTheme } from './visit.ts';

const room = openRoom();
const figure = (name: string) => room.page.getByRole('figure').filter({ hasText: name });

test('arrow keys read the periods out from the last one on, and leaving the chart ends that', async () => {
  await room.go('/');
  const revenue = figure('Revenue');
  await revenue.getByText('415 orders').waitFor();
  const drawing = revenue.getByRole('img', { name: 'Revenue' });
  await drawing.focus();
  await room.page.keyboard.press('ArrowLeft');
  await revenue.getByText('€431.50, 5 orders').waitFor();
  await room.page.keyboard.press('ArrowLeft');
  await revenue.getByText('€1,295, 15 orders').waitFor();
  await drawing.blur();
  await revenue.getByText('415 orders').waitFor();
});

test('pointing reads out the same, and nothing below moves', async () => {
  await room.go('/segments/lapsed_after_refund');
  const growth = figure('People in the last 90 days');
  const drawing = growth.getByRole('img', { name: 'People in the last 90 days' });
  const box = await drawing.boundingBox();
  assert.ok(box);
  await room.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await growth.getByText(/\d people \(\d+ came, \d+ left\)/).waitFor();
  assert.deepEqual(await drawing.boundingBox(), box);
});

test('behind each chart is a table with every period, and links where there are pages', async () => {
  await room.go('/');
  const revenue = figure('Revenue');
  await revenue.getByRole('button', { name: 'Show as table' }).click();
  assert.equal(await revenue.locator('tbody tr').count(), 28);
  assert.deepEqual(await revenue.locator('thead th').allInnerTexts(), ['Time', 'Now', 'Before']);
  const segments = figure('Segments that grow or shrink');
  await segments.getByRole('button', { name: 'Show as table' }).click();
  await segments.getByRole('link', { name: 'Loyal customers' }).click();
  await room.page.getByRole('heading', { level: 1, name: 'Loyal customers' }).waitFor();
});

test('a chart leads to its list', async () => {
  await room.go('/');
  await figure('Revenue').getByRole('link', { name: 'See orders' }).click();
  await room.page.waitForURL(/\/live\?event=Order(\+|%20)Completed/);
});

test('colours follow the theme without a reload', async () => {
  await room.page.emulateMedia({ colorScheme: 'light' });
  await room.go('/');
  const colours = () =>
    figure('Revenue')
      .locator('svg path')
      .evaluateAll((paths) => paths.map((path) => path.getAttribute('fill')).join());
  assert.match(await colours(), /#6163e6/);
  await switchTheme(room.page, 'dark');
  assert.match(await colours(), /#8688f4/);
});

test('where nothing was sold yet, a sentence says what would fill the chart, and no axis is drawn', async () => {
  room.fixture.setScenario('begun');
  await room.go('/');
  await room.page.getByText('once events named Order Completed arrive').waitFor();
  assert.equal(await room.page.getByRole('figure').locator('svg path').count(), 0);
  assert.equal(await room.page.getByRole('button', { name: 'Show as table' }).count(), 0);
});
