// PostHog's `POST /batch/` as tracking messages.
//
// What has a counterpart in the protocol becomes that; every other event is a track call. Properties with a `$` that
// nothing is made of stay where they are, so nothing is lost.
import type { Adapter } from './adapter.ts';

type Fields = Record<string, unknown>;

export const posthog: Adapter = {
  // Its clients halve their batch on 413 and send both parts; on 400 they drop it.
  tooLargeStatus: 413,
  translate: (body) => ({
    writeKey: body.api_key,
    // Its clock corrects the times of the events, as in the protocol. History that is brought along has none to correct.
    sentAt: body.historical_migration === true ? undefined : body.sent_at,
    batch: Array.isArray(body.batch) ? body.batch.flatMap(toMessages) : body.batch,
  }),
};

/** One event, or two where it also tells something about its person. What is no event goes on as it is, to quarantine. */
function toMessages(given: unknown): unknown[] {
  if (!isObject(given)) return [given];
  const properties = isObject(given.properties) ? { ...given.properties } : {};
  const { $set: told, $lib: library, $lib_version: version, $ip: ip } = properties;
  for (const name of ['$set', '$lib', '$lib_version', '$ip']) delete properties[name];
  const context = clean({
    ip,
    library: library === undefined ? undefined : clean({ name: library, version }),
  });
  const common = {
    messageId: given.uuid ?? given.messageId,
    timestamp: given.timestamp,
    context: Object.keys(context).length === 0 ? undefined : context,
  };
  const person = toPerson(given.distinct_id, properties);
  const traits = isObject(told) ? told : {};
  const own = { ...common, ...toCall(given.event, properties, { person, traits }) };
  const message = clean(own);
  if (message.type === 'identify' || Object.keys(traits).length === 0) return [message];
  const messageId = typeof common.messageId === 'string' ? `${common.messageId}-set` : undefined;
  return [message, clean({ ...common, ...person, messageId, type: 'identify', traits })];
}

/**
 * `distinct_id` names a known person, unless the event itself says that nobody knows who it was. In `$identify` the
 * id of before comes along.
 */
function toPerson(id: unknown, properties: Fields): Fields {
  const { $anon_distinct_id: before, $device_id: device, $process_person_profile: known } = properties;
  if (known === false || (device !== undefined && device === id)) return { anonymousId: id };
  return clean({ userId: id, anonymousId: before ?? device });
}

type Told = { person: Fields; traits: Fields };

function toCall(event: unknown, properties: Fields, { person, traits }: Told): Fields {
  switch (event) {
    case '$identify':
    case '$set':
      return { type: 'identify', ...person, traits, properties };
    case '$create_alias':
      return { type: 'alias', userId: properties.distinct_id ?? person.userId, previousId: properties.alias };
    case '$groupidentify': {
      const { $group_type: kind, $group_key: groupId, $group_set: told } = properties;
      // Where no person was named, the client has made an id of the group: it is nobody's.
      const made = isText(kind) && isText(groupId) && person.userId === `$${kind}_${groupId}`;
      const who = made ? {} : person;
      return { type: 'group', ...who, groupId, traits: isObject(told) ? told : {} };
    }
    case '$pageview': {
      const { $current_url: url, $pathname: path, $referrer: referrer } = properties;
      return { type: 'page', ...person, properties: clean({ url, path, referrer, ...properties }) };
    }
    case '$screen':
      return { type: 'screen', ...person, name: properties.$screen_name, properties };
    default:
      return { type: 'track', ...person, event, properties };
  }
}

/** Whatever else stands in its place has no text of its own, or one that throws. */
const isText = (value: unknown): value is string | number =>
  typeof value === 'string' || typeof value === 'number';

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const clean = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
