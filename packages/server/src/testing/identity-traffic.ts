// Few people who share devices and addresses, and members who take them apart and join them again.
import fc from 'fast-check';
import { aGroup, anAlias, anIdentify, aTrack, type Sent } from './messages.ts';

type Named = { type: string; value: string };

const names = (count: number, name: string): string[] =>
  Array.from({ length: count }, (_, i) => `${name}-${i}`);
const users = names(12, 'user');
const devices = names(16, 'device');
const addresses = names(10, 'mail').map((name) => `${name}@shop.example`);

const user = fc.constantFrom(...users);
const device = fc.constantFrom(...devices);
const address = fc.constantFrom(...addresses);
/** Few days, so that many messages are late. */
const timestamp = fc
  .integer({ min: 1, max: 20 })
  .map((day) => new Date(Date.UTC(2026, 0, day)).toISOString());

export const message: fc.Arbitrary<Sent> = fc
  .record({ kind: fc.nat(9), user, device, address, timestamp, city: fc.constantFrom('a', 'b', 'c') })
  .map(({ kind, user: userId, device: anonymousId, address: email, timestamp: at, city }) => {
    const [told, known] = [{ timestamp: at }, { timestamp: at, userId }];
    if (kind < 2) return aTrack({ ...told, userId: undefined, anonymousId });
    if (kind < 4) return aTrack({ ...known, anonymousId });
    if (kind < 5) return aGroup({ ...told, userId: undefined, anonymousId, groupId: `of-${city}` });
    if (kind < 6) return anAlias({ ...known, previousId: anonymousId });
    if (kind < 8) return anIdentify({ ...told, userId: undefined, anonymousId, traits: { email, city } });
    return anIdentify({ ...known, anonymousId, traits: { email, city } });
  });

const named: fc.Arbitrary<Named> = fc.oneof(
  user.map((value) => ({ type: 'user_id', value })),
  device.map((value) => ({ type: 'anonymous_id', value })),
  address.map((value) => ({ type: 'email', value })),
);

/** A call of the API: what it names may be nobody's, or not together. */
export const decision: fc.Arbitrary<{ path: string; body: object }> = fc.oneof(
  fc.record({ a: named, b: named }).map((body) => ({ path: 'unlink', body })),
  fc.record({ a: named, b: named }).map((body) => ({ path: 'link', body })),
  fc.record({ a: named, b: named }).map((body) => ({ path: 'preview', body: { action: 'unlink', ...body } })),
  fc.record({ identifier: named }).map((body) => ({ path: 'remove', body })),
  fc.record({ identifier: named }).map((body) => ({ path: 'restore', body })),
  fc.record({ identifiers: fc.tuple(named) }).map((body) => ({ path: 'split', body })),
);
