// The traffic of a web shop, encoded before it is needed: 70 % track, 20 % page, 10 % identify with five traits.
//
// Of every 100 events, 10 belong to people who come for the first time. Seven of those are known at once. Three browse
// anonymously while the shop's server reports an order of theirs by user id; twenty requests later an identify call
// joins the two, which merges two profiles. The rest comes from people who are known already.
//
// A request is a template of bytes. Before it is sent, the numbers of its messages and people are written into it:
// that costs microseconds, so the sender hardly takes part in what it measures, and memory stays small however many
// events are sent.
import type { Random } from './random.ts';
import {
  makeEvents,
  makeTrackEvent,
  messageMark,
  newPeoplePerRequest,
  personMark,
  type ShopEvent,
  type Who,
} from './shop-events.ts';

export { eventsPerRequest } from './shop-events.ts';

/** Requests between the first visit of an anonymous person and the call that tells who it was. */
export const requestsUntilJoined = 20;

/** Requests until this many people have come. */
export const requestsFor = (people: number): number => Math.ceil(people / newPeoplePerRequest);

/** A request and the places in it of its messages' numbers, and of the people that each message names. */
export type Template = {
  bytes: Buffer;
  messageAt: number[];
  people: { who: Who; at: number[] }[];
  /** How many people come for the first time with each request. */
  newPeople: number;
};

/** The JSON of a batch with marks where numbers go. `sentAtMs` is about the time of sending. */
export function makeTemplate(random: Random, sentAtMs: number): Template {
  const events = makeEvents(random, sentAtMs);
  return toBatchTemplate(events, newPeoplePerRequest, sentAtMs);
}

export function toBatchTemplate(events: ShopEvent[], newPeople: number, sentAtMs: number): Template {
  const sentAt = new Date(sentAtMs).toISOString();
  const batch = events.map(({ json }) => JSON.stringify(json)).join(',');
  return toTemplate(`{"batch":[${batch}],"sentAt":"${sentAt}"}`, events, newPeople);
}

/** One track event, as a call of its own. */
export function makeSingleTemplate(random: Random, sentAtMs: number): Template {
  const event = makeTrackEvent(random, sentAtMs);
  return toTemplate(JSON.stringify(event.json), [event], newPeoplePerRequest);
}

function toTemplate(text: string, events: ShopEvent[], newPeople: number): Template {
  const bytes = Buffer.from(text);
  const messageAt = findAll(bytes, messageMark);
  const peopleAt = findAll(bytes, personMark);
  const people = events.map(({ who }, i) => {
    const end = messageAt[i + 1] ?? bytes.length;
    const start = messageAt[i] as number;
    return { who, at: peopleAt.filter((at) => at > start && at < end) };
  });
  return { bytes, messageAt, people, newPeople };
}

/** Makes the template the request of this number, of a shop that will see `people` people. Deterministic. */
export function fillTemplate(
  { bytes, messageAt, people: slots, newPeople }: Template,
  request: number,
  people: number,
): void {
  const newest = request * newPeople;
  const joined = newest - requestsUntilJoined * newPeople;
  const knownCount = Math.min(people, Math.max(0, joined));
  let dice = Math.imul(request + 1, 0x9e3779b1) >>> 0;
  for (let i = 0; i < slots.length; i += 1) {
    const at = messageAt[i] as number;
    writeDigits(bytes, at, request, 8);
    writeDigits(bytes, at + 9, i, 4);
    const { who, at: places } = slots[i] as Template['people'][number];
    dice = (Math.imul(dice, 1664525) + 1013904223) >>> 0;
    const random = dice / 2 ** 32;
    let person: number;
    if (who.kind === 'newcomer') person = newest + who.place;
    else if (who.kind === 'joining') person = joined + who.place;
    else person = knownCount > 0 ? Math.floor(random * knownCount) : newest + 3 + Math.floor(random * 7);
    for (const place of places) writeDigits(bytes, place, ((person % people) + people) % people, 7);
  }
}

/** The ids that people have in the API. */
export const toUserId = (person: number): string => `u-${String(person).padStart(7, '0')}`;

function findAll(bytes: Buffer, mark: string): number[] {
  const found: number[] = [];
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + 1)) found.push(at);
  return found;
}

function writeDigits(bytes: Buffer, at: number, value: number, digits: number): void {
  let rest = value;
  for (let place = at + digits - 1; place >= at; place -= 1) {
    bytes[place] = 48 + (rest % 10);
    rest = Math.floor(rest / 10);
  }
}
