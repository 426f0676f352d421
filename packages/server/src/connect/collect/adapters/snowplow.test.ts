// What Snowplow's events become.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { snowplow } from './snowplow.ts';

type Message = Record<string, unknown>;
const translate = (...data: unknown[]): Message[] => snowplow.translate({ data }).batch as Message[];
const base = { eid: 'e-1', uid: 'neha', aid: 'key', p: 'srv', dtm: '1795301303360', stm: '1795301303362' };

test('A page view is a page call; the application is the key; the rest stays', () => {
  const sent = { ...base, e: 'pv', url: 'http://x.io/', page: 'Home', duid: 'phone', lang: 'pl' };
  const { writeKey, batch } = snowplow.translate({ data: [sent] });
  assert.equal(writeKey, 'key');
  assert.deepEqual(batch, [
    {
      messageId: 'e-1',
      userId: 'neha',
      anonymousId: 'phone',
      timestamp: 1795301303360,
      sentAt: 1795301303362,
      context: { locale: 'pl', snowplow: { p: 'srv' } },
      type: 'page',
      name: 'Home',
      properties: { url: 'http://x.io/', title: 'Home' },
    },
  ]);
});

test('Structured and self-describing events', () => {
  const described = (schema: string, data: object) => ({
    schema: 'iglu:x/unstruct_event/jsonschema/1-0-0',
    data: { schema, data },
  });
  const clicked = JSON.stringify(described('iglu:com.x/link_click/jsonschema/1-0-1', { target: '/a' }));
  const seen = JSON.stringify(described('iglu:com.x/screen_view/jsonschema/1-0-0', { name: 'Basket' }));
  const entities = JSON.stringify({ schema: 'iglu:x', data: [{ schema: 'iglu:y', data: { a: 1 } }] });
  const [structured, link, screen] = translate(
    { ...base, e: 'se', se_ca: 'shop', se_ac: 'add', se_va: '2.5', ttm: '5' },
    { ...base, e: 'ue', ue_pr: clicked, co: entities },
    { ...base, e: 'ue', ue_px: Buffer.from(seen).toString('base64url') },
  );
  assert.deepEqual(
    [structured?.event, structured?.properties],
    ['add', { category: 'shop', action: 'add', value: 2.5 }],
  );
  assert.deepEqual(
    [structured?.timestamp, structured?.sentAt],
    [5, undefined],
    'a true time needs no correction',
  );
  assert.deepEqual([link?.type, link?.event, link?.properties], ['track', 'link_click', { target: '/a' }]);
  assert.match(JSON.stringify(link?.context), /"entities":\[\{"schema":"iglu:y","data":\{"a":1\}\}\]/);
  assert.deepEqual([screen?.type, screen?.name], ['screen', 'Basket']);
});

test('Whatever comes, it is translated or passed on', () => {
  const fields = fc.constantFrom(
    'e',
    'eid',
    'uid',
    'dtm',
    'ue_pr',
    'ue_px',
    'co',
    'cx',
    'se_va',
    'url',
    'aid',
  );
  const values = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('pv', 'se', 'ue', '{"data":5}', '{"data":{"schema":1}}'),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.jsonValue(), fc.dictionary(fields, values))), (data) => {
      assert.equal(translate(...data).length, data.length);
    }),
  );
  assert.equal(snowplow.translate({ data: 'none' }).batch, 'none');
});
