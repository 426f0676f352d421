// Whose address a request comes from: trusted proxies are believed, and nobody else.
import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isNetwork, openAddressOf } from './sender-address.ts';

const ask = (trusted: string[], remoteAddress: string | undefined, forwarded?: string) =>
  openAddressOf(trusted)({
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress } as Socket,
  });
const proxies = ['10.0.0.0/8', '192.0.2.1', '2001:db8:1::/48'];

describe('Whose address it is', () => {
  const cases: [string, string, string | undefined, string][] = [
    ['no proxy, no header', '203.0.113.5', undefined, '203.0.113.5'],
    ['no proxy: the header is the sender’s own', '203.0.113.5', '198.51.100.1', '203.0.113.5'],
    ['one proxy', '10.1.2.3', '203.0.113.5', '203.0.113.5'],
    ['a proxy alone, as when it asks whether all is well', '10.1.2.3', undefined, '10.1.2.3'],
    [
      'what the sender wrote stands to the left',
      '10.1.2.3',
      '127.0.0.1, 10.9.9.9, 203.0.113.5',
      '203.0.113.5',
    ],
    ['two proxies', '10.1.2.3', '203.0.113.5, 192.0.2.1', '203.0.113.5'],
    ['a proxy that is not trusted', '10.1.2.3', '203.0.113.5, 192.0.2.2', '192.0.2.2'],
    ['from inside', '10.1.2.3', '10.4.4.4', '10.4.4.4'],
    ['IPv6', '2001:db8:1::7', '2001:db8:ffff::5', '2001:db8:ffff::5'],
    ['IPv4 written as IPv6', '::ffff:10.1.2.3', '::FFFF:203.0.113.5', '203.0.113.5'],
    ['with ports', '10.1.2.3', '203.0.113.5:4711, [2001:db8:1::7]:443', '203.0.113.5'],
    ['no address', '10.1.2.3', 'unknown', '10.1.2.3'],
    ['no address in between', '10.1.2.3', '203.0.113.5, _hidden, 10.4.4.4', '10.4.4.4'],
    ['nothing', '10.1.2.3', '', '10.1.2.3'],
    ['commas', '10.1.2.3', ',,,', '10.1.2.3'],
    ['an address that is none', '10.1.2.3', '999.1.1.1', '10.1.2.3'],
    ['a thousand proxies', '10.1.2.3', '10.1.1.1,'.repeat(1000), '10.1.2.3'],
  ];
  for (const [what, socket, header, expected] of cases) {
    test(what, () => assert.equal(ask(proxies, socket, header), expected));
  }

  test('Nobody is trusted unless told, not even this machine', () => {
    assert.equal(ask([], '127.0.0.1', '203.0.113.5'), '127.0.0.1');
    assert.equal(ask([], '::ffff:127.0.0.1'), '127.0.0.1');
    assert.equal(ask(proxies, undefined, '203.0.113.5'), undefined);
  });

  test('Whatever a sender writes, it stays who it is', () => {
    const told = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.string(),
      fc.constantFrom('10.0.0.1', '192.0.2.1', '', '::1'),
    );
    const sender = '203.0.113.5';
    fc.assert(
      fc.property(fc.array(told), (list) => {
        assert.equal(ask(proxies, sender, list.join(',')), sender, 'without a proxy');
        assert.equal(ask(proxies, '10.1.2.3', [...list, sender].join(', ')), sender, 'through one');
        assert.equal(
          ask(proxies, '10.1.2.3', [...list, sender, '192.0.2.1'].join(',')),
          sender,
          'through two',
        );
      }),
    );
  });
});

test('What is an address or a network', () => {
  for (const text of ['192.0.2.1', '10.0.0.0/8', '0.0.0.0/0', '::1', '2001:db8::/32', '::/0', '10.1.2.3/32'])
    assert.ok(isNetwork(text), text);
  for (const text of [
    '',
    'proxy',
    '10.0.0.0/33',
    '10.0.0.0/',
    '::/129',
    '10.0.0/8',
    '10.0.0.0/8/8',
    'fe80::1%eth0',
    '*',
  ])
    assert.ok(!isNetwork(text), text);
});
