// Which addresses are public: all the forms in which a dangerous one can be written are not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isPublic } from './index.ts';

const notPublic = [
  ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '100.127.255.255', '127.0.0.1', '127.255.0.1', '169.254.169.254'],
  ...['172.16.0.1', '172.31.255.255', '192.0.0.8', '192.0.2.1', '192.88.99.1', '192.168.1.1', '198.18.0.1'],
  ...['198.51.100.1', '203.0.113.1', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
  ...['::', '::1', '::127.0.0.1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1', '64:ff9b:1::1'],
  ...['100::1', '2001::1', '2001:db8::1', '2002:7f00:1::', '3fff::1', 'fc00::1', 'fd12:3456::1', 'fe80::1'],
  ...['fec0::1', 'ff02::1', 'fe80::1%eth0', '5f00::1', 'localhost', '', '1', '127.1', '0x7f.0.0.1'],
];
const open = [
  ...['1.1.1.1', '8.8.8.8', '100.63.255.255', '100.128.0.1', '126.0.0.1', '128.0.0.1', '169.253.0.1'],
  ...['172.15.0.1', '172.32.0.1', '192.0.1.1', '198.17.0.1', '198.20.0.1', '223.255.255.255'],
  ...['2001:4860:4860::8888', '2600::1', '2a00:1450::1', '2003::1'],
];

test('what is public is, and what is not is not', () => {
  assert.deepEqual(notPublic.filter(isPublic), []);
  assert.deepEqual(
    open.filter((one) => !isPublic(one)),
    [],
  );
});

test('an IPv4 address in any IPv6 form is never public', () => {
  const hidden = fc.tuple(
    fc.ipV4(),
    fc.constantFrom('::ffff:', '::', '64:ff9b::', '::ffff:0:', '64:ff9b:1::', '2002:'),
  );
  fc.assert(
    fc.property(hidden, ([address, prefix]) => {
      const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
      const form = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
      return !isPublic(prefix === '2002:' ? `2002:${form}::1` : prefix + form);
    }),
  );
});
