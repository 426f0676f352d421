// Traffic that is all about who is who, encoded before it is needed: identify and alias calls, of which every fifth
// merges two people.
//
// Of every 100 messages, 20 make a visitor known (an anonymous id and two traits) and 20 an account (user id and e-mail).
// Twenty requests later 20 messages join each visitor with its account: ten identify calls with both ids, ten alias
// calls with the anonymous id as the previous one. The other 40 tell something new of people who are known.
import type { Random } from './random.ts';
import { eventsPerRequest, messageMark, personMark, type ShopEvent, type Who } from './shop-events.ts';
import { requestsUntilJoined, type Template, toBatchTemplate } from './shop-traffic.ts';

export const newPeoplePerIdentities = 20;

/** Merges that so many requests caused. The first ones join people who come later, and only once. */
export const mergesOf = (requests: number): number =>
  Math.max(0, requests - requestsUntilJoined) * newPeoplePerIdentities;

/** A request of identify and alias calls, to be filled like any other (`fillTemplate`). */
export function makeIdentityTemplate(random: Random, sentAtMs: number): Template {
  const visitor = `a-${personMark}-visitor`;
  const account = `u-${personMark}`;
  const email = `person-${personMark}@shop.example`;
  const events: ShopEvent[] = [];
  const add = (who: Who, call: object): void => {
    const messageId = `${messageMark}-4${random.hex(3)}-9${random.hex(3)}-${random.hex(12)}`;
    const timestamp = new Date(sentAtMs - random.below(60_000)).toISOString();
    events.push({ who, json: { messageId, timestamp, ...call } });
  };
  for (let place = 0; place < newPeoplePerIdentities; place += 1) {
    const traits = { plan: random.pick(['free', 'plus', 'club']), points: random.below(10_000) };
    const newcomer: Who = { kind: 'newcomer', place };
    add(newcomer, { type: 'identify', anonymousId: visitor, traits });
    add(newcomer, { type: 'identify', userId: account, traits: { email, ...traits } });
    add(
      { kind: 'joining', place },
      place % 2 === 0
        ? { type: 'identify', userId: account, anonymousId: visitor, traits }
        : { type: 'alias', userId: account, previousId: visitor },
    );
  }
  while (events.length < eventsPerRequest)
    add({ kind: 'known' }, { type: 'identify', userId: account, traits: { points: random.below(10_000) } });
  return toBatchTemplate(events, newPeoplePerIdentities, sentAtMs);
}
