// Snowplow's `POST /com.snowplowanalytics.snowplow/tp2` as tracking messages.
//
// Its trackers send no key, so the application id (`aid`) is the write key. A page view is a page call, a structured
// event a track call named by its action, a self-describing one a track (or screen) call named by its schema. What has
// no counterpart stays under `context.snowplow`, with the entities.
import type { Adapter } from './adapter.ts';

type Fields = Record<string, unknown>;

export const snowplow: Adapter = {
  translate: ({ data }) => {
    const [first] = Array.isArray(data) ? data : [];
    return {
      writeKey: isObject(first) ? first.aid : undefined,
      batch: Array.isArray(data) ? data.map(toMessage) : data,
    };
  },
};

/** What is no event goes on as it is, to quarantine. */
function toMessage(given: unknown): unknown {
  if (!isObject(given)) return given;
  // `ttm` is the time as the sender is sure of it, `dtm` by the clock of a device that `stm` corrects.
  const { eid, uid, duid, ttm, dtm, stm, ua, lang, ip, aid: _key, co, cx, ...rest } = given;
  const entities = listData(parseData(co, cx));
  const { call, others } = toCall(rest);
  const own = clean({ ...others, entities: entities.length === 0 ? undefined : entities });
  const context = clean({
    userAgent: ua,
    locale: lang,
    ip,
    snowplow: Object.keys(own).length === 0 ? undefined : own,
  });
  return clean({
    messageId: eid,
    userId: uid,
    anonymousId: duid,
    timestamp: toTime(ttm ?? dtm),
    sentAt: ttm === undefined ? toTime(stm) : undefined,
    context,
    ...call,
  });
}

function toCall(event: Fields): { call: Fields; others: Fields } {
  const {
    e: kind,
    url,
    page,
    refr: referrer,
    se_ca,
    se_ac,
    se_la,
    se_pr,
    se_va,
    ue_pr,
    ue_px,
    ...others
  } = event;
  const where = { url, title: page, referrer };
  if (kind === 'pv') return { call: { type: 'page', name: page, properties: clean(where) }, others };
  if (kind === 'se') {
    const value = isNumber(se_va) ? Number(se_va) : se_va;
    const properties = { category: se_ca, action: se_ac, label: se_la, property: se_pr, value };
    return {
      call: { type: 'track', event: se_ac, properties: clean(properties) },
      others: { ...others, ...where },
    };
  }
  const described = parseData(ue_pr, ue_px);
  if (kind === 'ue' && isObject(described)) {
    const name = /^iglu:[^/]+\/([^/]+)\//.exec(String(textOf(described.schema)))?.[1];
    const properties = isObject(described.data) ? described.data : {};
    const call =
      name === 'screen_view'
        ? { type: 'screen', name: properties.name, properties }
        : { type: 'track', event: name, properties };
    return { call, others: clean({ ...others, ...where, schema: described.schema }) };
  }
  return {
    call: { type: 'track', event: kind === 'pp' ? 'page_ping' : kind, properties: {} },
    others: { ...others, ...where },
  };
}

/** The `data` of a self-describing JSON that came as text or as base64. Undefined where it cannot be read. */
function parseData(plain: unknown, base64: unknown): unknown {
  const text =
    textOf(plain) ??
    (typeof base64 === 'string' ? Buffer.from(base64, 'base64url').toString('utf8') : undefined);
  if (text === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

const listData = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const isNumber = (value: unknown): boolean => typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);

/** Milliseconds since 1970, which come as text. */
const toTime = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const clean = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
