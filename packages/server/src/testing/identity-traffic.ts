// Few people who share devices and addresses, and members who take them apart and join them again.
import fc from 'fast-check';
import { aGroup, anAlias, anIdentify, aTrack, type Sent } from './messages.ts';

type Named = { type: string; value: string };

/** Everybody has an account, three devices and two addresses; now and then one is taken for another. */
const peopleCount = 40;
const person = fc.nat(peopleCount - 1);
const confused = fc.oneof({ weight: 40, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: person });
const own = fc
  .record({ person, device: fc.nat(2), address: fc.nat(1), offDevice: confused, offAddress: confused })
  .map(({ person: of, device, address, offDevice, offAddress }) => ({
    userId: `user-${of}`,
    anonymousId: `device-${(of + offDevice) % peopleCount}-${device}`,
    email: `mail-${(of + offAddress) % peopleCount}-${address}@shop.example`,
  }));

/** Few days, so that many messages are late. */
const timestamp = fc
  .integer({ min: 1, max: 20 })
  .map((day) => new Date(Date.UTC(2026, 0, day)).toISOString());

export const message: fc.Arbitrary<Sent> = fc
  .record({ kind: fc.nat(9), own, timestamp, city: fc.constantFrom('a', 'b', 'c') })
  .map(({ kind, own: { userId, anonymousId, email }, timestamp: at, city }) => {
    const visitor = { timestamp: at, userId: undefined, anonymousId };
    const known = { timestamp: at, userId, anonymousId };
    if (kind < 3) return aTrack(visitor);
    if (kind < 4) return aTrack(known);
    if (kind < 5) return aGroup({ ...visitor, groupId: `of-${city}` });
    if (kind < 6) return anAlias({ timestamp: at, userId, previousId: anonymousId });
    if (kind < 8) return anIdentify({ ...visitor, traits: { email, city } });
    return anIdentify({ ...known, traits: { email, city } });
  });

const toNamed = ({
  userId,
  anonymousId,
  email,
}: {
  userId: string;
  anonymousId: string;
  email: string;
}): Named[] => [
  { type: 'user_id', value: userId },
  { type: 'anonymous_id', value: anonymousId },
  { type: 'email', value: email },
];
const pair = own.chain((one) => fc.shuffledSubarray(toNamed(one), { minLength: 2, maxLength: 2 }));
const named = pair.map(([one]) => one as Named);
const link = pair.map(([a, b]) => ({ a, b }));

/** A call of the API: what it names may be nobody's, or not together. What ties is called more often than what parts. */
export const decision: fc.Arbitrary<{ path: string; body: object }> = fc.oneof(
  { weight: 2, arbitrary: link.map((body) => ({ path: 'unlink', body })) },
  { weight: 6, arbitrary: link.map((body) => ({ path: 'link', body })) },
  { weight: 2, arbitrary: link.map((body) => ({ path: 'preview', body: { action: 'unlink', ...body } })) },
  { weight: 1, arbitrary: named.map((identifier) => ({ path: 'remove', body: { identifier } })) },
  { weight: 6, arbitrary: named.map((identifier) => ({ path: 'restore', body: { identifier } })) },
  {
    weight: 1,
    arbitrary: named.map((identifier) => ({ path: 'split', body: { identifiers: [identifier] } })),
  },
);
