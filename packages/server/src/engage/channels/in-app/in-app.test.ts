// What a message in an inbox says: filled, bounded, and never anything that a page could be made to run.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inApp, toSafeAddress } from './channel.ts';

const links = { unsubscribe: null, preferences: 'https://r.example/p', why: 'https://r.example/w' };
const render = (content: object) =>
  inApp.render({
    content: inApp.content.parse(content),
    fill: async (text) =>
      text.replaceAll('{{ to }}', 'javascript:alert(1)').replaceAll('{{ name }}', 'Neha <b>'),
    ...{ links, language: 'en', track: () => assert.fail('followed'), pixel: undefined },
  });

test('texts are texts, and addresses are addresses', async () => {
  const said = {
    title: ' Hi {{ name }} ',
    text: 'x',
    url: '/orders?id=1',
    action: 'See',
    image: 'https://a.example/b.png',
  };
  assert.deepEqual(await render(said), {
    ...{
      title: 'Hi Neha <b>',
      text: 'x',
      url: '/orders?id=1',
      action: 'See',
      image: 'https://a.example/b.png',
    },
  });
  assert.deepEqual(await render({ title: 'Hi', url: '{{ to }}', image: '{{ to }}' }), {
    ...{ title: 'Hi', text: '', url: null, action: null, image: null },
  });
});

test('nothing but the web and paths of the page are addresses', () => {
  for (const wrong of [
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.example',
    '/\\evil.example',
    '/a b',
    'a',
    '',
    '/a\\b',
  ])
    assert.equal(toSafeAddress(wrong), null, wrong);
  fc.assert(
    fc.property(
      fc.oneof(
        fc.webUrl(),
        fc.string(),
        fc.string().map((text) => `/${text}`),
      ),
      (text) => {
        const address = toSafeAddress(text);
        if (address === null) return;
        const url = new URL(address, 'https://page.example');
        assert.match(url.protocol, /^https?:$/);
        if (address.startsWith('/')) assert.equal(url.host, 'page.example');
      },
    ),
  );
});
