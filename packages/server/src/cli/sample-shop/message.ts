// Writing out: a fact becomes a message of the Segment protocol, as a browser, the app or a desk of the shop sends it.
import type { Calendar } from './calendar.ts';
import { library } from './devices.ts';
import type { Fact, Properties, Seen } from './facts.ts';
import { toPageContext } from './pages.ts';
import { uuidFrom } from './random.ts';

/** A message of the Segment protocol. Exactly the fields of its type are there. */
export type Message = {
  type: 'track' | 'identify' | 'group' | 'page' | 'screen';
  messageId: string;
  timestamp: string;
  userId?: string;
  anonymousId?: string;
  groupId?: string;
  event?: string;
  name?: string;
  properties?: Properties;
  traits?: Properties;
  context: Properties;
  channel: string;
};

/** Whom a fact is about; `id` is missing where the shop has no customer number for this person. */
type Who = { zone: Parameters<Calendar['toIso']>[1]; id?: string };

/** `name` says which fact of the simulation this is; its message id follows from it, whatever the date. */
export function toMessage(fact: Fact, name: string, who: Who, calendar: Calendar): Message {
  const { call, seen } = fact;
  return {
    type: call.type === 'look' ? (isApp(seen) ? 'screen' : 'page') : call.type,
    messageId: uuidFrom(`sample shop, ${name}`),
    timestamp: calendar.toIso(fact.at, who.zone),
    ...toIds(fact, who.id),
    ...toBody(fact),
    context: toContext(seen),
    channel: toChannel(seen),
  };
}

/** A device sends its anonymous id always, the customer number since someone signed in on it; a desk knows the number. */
function toIds({ at, seen }: Fact, id: string | undefined): Pick<Message, 'userId' | 'anonymousId'> {
  if (typeof seen === 'string') {
    if (id === undefined) throw new Error(`The ${seen} desk cannot know somebody without a customer number.`);
    return { userId: id };
  }
  const { anonymousId, knownFrom } = seen.device;
  return id !== undefined && at >= knownFrom ? { userId: id, anonymousId } : { anonymousId };
}

function toBody({ call, seen }: Fact): Partial<Message> {
  if (call.type === 'track') return { event: call.event, properties: call.properties };
  if (call.type === 'identify') return { traits: call.traits };
  if (call.type === 'group') return { groupId: call.groupId, traits: call.traits };
  if (typeof seen === 'string') throw new Error('Only somebody on a device looks at pages.');
  const { name } = seen.page;
  return { name, properties: isApp(seen) ? { name } : { name, ...toPageContext(seen.page, seen.referrer) } };
}

function toContext(seen: Seen): Properties {
  if (typeof seen === 'string') return { library };
  const { device, page, referrer, campaign } = seen;
  return {
    ...device.context,
    ...(device.isApp ? {} : { page: toPageContext(page, referrer) }),
    ...(campaign === undefined ? {} : { campaign }),
  };
}

/** The shop's own systems are servers; the other desks go by their name. */
function toChannel(seen: Seen): string {
  if (typeof seen === 'string') return seen === 'shop' || seen === 'warehouse' ? 'server' : seen;
  return seen.device.isApp ? 'mobile' : 'browser';
}

const isApp = (seen: Seen): boolean => typeof seen !== 'string' && seen.device.isApp;
