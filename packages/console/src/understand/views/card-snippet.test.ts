// What is pasted elsewhere.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardSnippet, linkTo } from './card-snippet.ts';

const server = 'https://rapport.example.com';

test('a link names view and person, whatever signs are in them', () => {
  const who = { type: 'email', value: 'sarah@example.com' };
  assert.equal(linkTo(server, 'service-desk', who), `${server}/views/service-desk/email/sarah%40example.com`);
  assert.equal(linkTo(server, 'shop-floor', undefined), `${server}/views/shop-floor`);
});

test('a card carries its token, and nobody gets out of an attribute', () => {
  const card = { server, view: 'service-desk', token: 'card_1', locale: 'pl' };
  const code = cardSnippet({ ...card, who: { type: 'user_id', value: '"><script>&' } });
  assert.match(code, /subject="user_id:&quot;>&lt;script>&amp;"/);
  assert.match(code, /token="card_1"/);
  assert.doesNotMatch(cardSnippet({ ...card, who: undefined }), /subject/);
});
