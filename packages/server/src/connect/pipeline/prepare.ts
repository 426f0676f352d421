// From an inbox row to messages that can be stored: inflate, parse, apply defaults, correct clocks, set aside what is wrong.
import { type Message, parseMessage, parseTimestamp, type QuarantineCode } from '@rapport/protocol';
import type { IdentifierReader, NamedIdentifier } from '../identity/index.ts';
import { type InboxRow, unpackBody } from '../inbox/index.ts';
import type { AsideEnvelope } from '../quarantine/index.ts';
import { type Source, truncateIp } from '../sources/index.ts';

export type Item = {
  seq: number;
  /** Place in the request's batch. */
  place: number;
  workspaceId: number;
  source: Pick<Source, 'id' | 'slug' | 'settings'>;
  message: Message;
  /** The identifiers that it names, the deciding one first. */
  named: NamedIdentifier[];
  messageId: string;
  /** Times in milliseconds since 1970. `timestampMs` is corrected for the sender's clock. */
  timestampMs: number;
  originalMs: number | undefined;
  sentMs: number | undefined;
  receivedMs: number;
  /** `Sec-GPC: 1` came with the request. */
  gpc: boolean;
  /** It came as history, by `/v1/import` or in a file. */
  imported: boolean;
  /** The message as JSON text, with the defaults of its batch. */
  text: string;
};

export type SetAside = {
  seq: number;
  place: number;
  workspaceId: number;
  sourceId: number;
  reason: QuarantineCode;
  receivedMs: number;
  envelope: AsideEnvelope;
  messageId: string | null;
  type: string | null;
  body: string;
};

export type PrepareLimits = { messageBytesMax: number; batchMessagesMax: number; importMessagesMax: number };
export const defaultPrepareLimits: PrepareLimits = {
  messageBytesMax: 32_768,
  batchMessagesMax: 2500,
  importMessagesMax: 10_000,
};

const futureMsMax = 24 * 3600 * 1000;
const depthMax = 64;
/**
 * What a batch gives to its messages (`context`) comes with each of them: a few hundred bytes on the wire could become
 * gigabytes here. So much may it add to all that are stored, and to all that are set aside.
 */
const addedBytesMax = 32 * 1024 * 1024;
const sharedBytesMax = 16 * 1024 * 1024;

/** What is the same for all requests of a source. */
export type PrepareRules = { limits: PrepareLimits; readIdentifiers: IdentifierReader };

type Request = PrepareRules & {
  row: InboxRow;
  source: Pick<Source, 'id' | 'slug' | 'settings'>;
  receivedMs: number;
  /** Of its messages so far, with the defaults of the batch. */
  textBytes: number;
  /** Made when the first of its messages is set aside. */
  asideEnvelope?: AsideEnvelope;
};

export type PreparedRequest = {
  items: Item[];
  aside: SetAside[];
  /** Characters of the messages to store. */
  text: number;
};

/** Sorts the messages of one request into those to store and those to set aside. */
export function prepareRequest(
  row: InboxRow,
  source: Pick<Source, 'id' | 'slug' | 'settings'>,
  rules: PrepareRules,
): PreparedRequest {
  const receivedMs = row.envelope.received_ms ?? row.received_at.getTime();
  const { limits } = rules;
  const request: Request = { ...rules, row, source, receivedMs, textBytes: 0 };
  const json = toText(unpackBody(row.body));
  const body = parseStored(json);
  const single = row.envelope.kind !== 'batch';
  const messages = single ? [body] : (body.batch as unknown[]);
  if (!Array.isArray(messages)) throw new Error('Collect let a batch through that holds no list');
  const batch = single ? undefined : body;
  const [items, aside]: [Item[], SetAside[]] = [[], []];
  const countMax = row.envelope.import ? limits.importMessagesMax : limits.batchMessagesMax;
  for (let place = 0; place < messages.length; place += 1) {
    const value = messages[place];
    const fits = place < countMax && request.textBytes < json.length + addedBytesMax;
    const outcome = fits ? prepareMessage(request, value, place, batch) : 'too_many_messages';
    if (typeof outcome === 'string') aside.push(toSetAside(request, value, place, outcome, batch));
    else items.push(outcome);
  }
  return { items, aside, text: request.textBytes };
}

/** Only escapes can bring in what PostgreSQL and ClickHouse cannot hold: NUL and halves of surrogate pairs. */
const unstorable = /\\u(0000|[dD][89a-fA-F])/;

function parseStored(text: string): Record<string, unknown> {
  const parsed = JSON.parse(text) as Record<string, unknown>;
  return unstorable.test(text) ? (toStorable(parsed, depthMax + 8) as Record<string, unknown>) : parsed;
}

/** The same value with U+FFFD where a character cannot be stored. What lies deeper than `depthLeft` is refused later. */
function toStorable(value: unknown, depthLeft: number): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\ufffd');
  if (typeof value !== 'object' || value === null || depthLeft === 0) return value;
  if (Array.isArray(value)) return value.map((element) => toStorable(element, depthLeft - 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      toStorable(key, 1) as string,
      toStorable(inner, depthLeft - 1),
    ]),
  );
}

const toText = (bytes: Buffer): string => {
  const text = bytes.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
};

/** The message as it is stored, or why it cannot be. */
function prepareMessage(
  request: Request,
  value: unknown,
  place: number,
  batch: Record<string, unknown> | undefined,
): Item | QuarantineCode {
  const { kind } = request.row.envelope;
  const message = parseMessage(withDefaults(value, batch, request), kind === 'batch' ? undefined : kind);
  if (typeof message === 'string') return message;
  const text = toJsonText(message.body);
  if (text === undefined || isTooDeep(message.body, text)) return 'message_too_deep';
  const { messageBytesMax } = request.limits;
  if (text.length > messageBytesMax || Buffer.byteLength(text) > messageBytesMax) return 'message_too_large';
  request.textBytes += text.length;
  const times = toTimes(message.body, batch, request);
  if (typeof times === 'string') return times;
  const named = request.readIdentifiers(message).identifiers;
  return {
    seq: request.row.seq,
    place,
    workspaceId: request.row.workspace_id,
    source: request.source,
    message,
    named,
    // A message without an id gets one that stays the same when the request is read again.
    messageId: message.messageId ?? toOwnId(request.row, place),
    ...times,
    receivedMs: request.receivedMs,
    gpc: request.row.envelope.gpc === true,
    imported: request.row.envelope.import === true,
    text,
  };
}

function toOwnId({ seq, envelope }: InboxRow, place: number): string {
  const first = envelope.first ?? { seq, place: 0 };
  return `inbox-${first.seq}-${first.place + place}`;
}

/** Defaults of the batch, what the connection told, and the source's rule for addresses. The message wins. */
function withDefaults(
  value: unknown,
  batch: Record<string, unknown> | undefined,
  { row, source }: Request,
): unknown {
  if (!isObject(value)) return value;
  const { envelope } = row;
  const own = value.context;
  if (own !== undefined && own !== null && !isObject(own)) return value;
  const shared = isObject(batch?.context) ? batch.context : undefined;
  const integrations = isObject(batch?.integrations) ? batch.integrations : undefined;
  const ip = isObject(own) && 'ip' in own ? own.ip : shared?.ip;
  const rewritesIp = ip !== undefined && ip !== null && source.settings.ip !== 'keep';
  const stamps = envelope.ip !== undefined || envelope.user_agent !== undefined;
  if (shared === undefined && integrations === undefined && !rewritesIp && !stamps) return value;
  const context: Record<string, unknown> = { ...shared, ...(own as object | undefined) };
  if (envelope.ip !== undefined) context.ip ??= envelope.ip;
  if (envelope.user_agent !== undefined) context.userAgent ??= envelope.user_agent;
  if (rewritesIp) {
    // What is no text holds an address in a form that cannot be shortened.
    const kept = source.settings.ip === 'truncate' && typeof ip === 'string' ? truncateIp(ip) : undefined;
    if (kept === undefined) delete context.ip;
    else context.ip = kept;
  }
  const result: Record<string, unknown> = { ...value, context };
  if (integrations !== undefined)
    result.integrations = { ...integrations, ...(isObject(value.integrations) ? value.integrations : {}) };
  return result;
}

type Times = Pick<Item, 'timestampMs' | 'originalMs' | 'sentMs'>;

/**
 * The sender's clock may be wrong, but it is wrong by the same amount when it stamps an event and when it sends it:
 * stored time = received − (sent − original), as the tracking protocol says. History keeps the times it names.
 */
function toTimes(
  body: Record<string, unknown>,
  batch: Record<string, unknown> | undefined,
  { row, receivedMs }: Request,
): Times | QuarantineCode {
  const given = body.timestamp ?? body.originalTimestamp ?? undefined;
  const sentAt = body.sentAt ?? batch?.sentAt ?? undefined;
  const originalMs = given === undefined ? undefined : parseTimestamp(given);
  const sentMs = sentAt === undefined ? undefined : parseTimestamp(sentAt);
  if (given !== undefined && originalMs === undefined) return 'timestamp_invalid';
  // A broken `sentAt` on the message itself is the sender's fault; on the batch it only costs the correction.
  if (body.sentAt !== undefined && body.sentAt !== null && sentMs === undefined) return 'timestamp_invalid';
  const corrected = originalMs !== undefined && sentMs !== undefined && row.envelope.import !== true;
  const timestampMs =
    originalMs === undefined ? receivedMs : corrected ? receivedMs - (sentMs - originalMs) : originalMs;
  // What was ahead when it first came may be past when it is sent again.
  if (timestampMs > row.received_at.getTime() + futureMsMax) return 'timestamp_in_future';
  return { timestampMs, originalMs, sentMs };
}

function toSetAside(
  request: Request,
  value: unknown,
  place: number,
  reason: QuarantineCode,
  batch: Record<string, unknown> | undefined,
): SetAside {
  request.asideEnvelope ??= toAsideEnvelope(request, batch);
  const fields = isObject(value) ? value : {};
  const textOf = (field: unknown): string | null => (typeof field === 'string' ? field.slice(0, 255) : null);
  return {
    seq: request.row.seq,
    place,
    workspaceId: request.row.workspace_id,
    sourceId: request.source.id,
    reason,
    receivedMs: request.receivedMs,
    envelope: request.asideEnvelope,
    messageId: textOf(fields.messageId),
    type: textOf(fields.type),
    body: toJsonText(value) ?? toText(unpackBody(request.row.body)),
  };
}

/**
 * With what the batch gives to each of its messages; left out where no message could pass with it, and where it would
 * be kept so often that it came to more than anybody can have meant.
 */
function toAsideEnvelope(
  { row, limits }: Request,
  batch: Record<string, unknown> | undefined,
): AsideEnvelope {
  const shared = { context: batch?.context, integrations: batch?.integrations, sentAt: batch?.sentAt };
  if (Object.values(shared).every((part) => part === undefined) || isDeeperThan(shared, depthMax))
    return row.envelope;
  const { length } = JSON.stringify(shared);
  const copies = Array.isArray(batch?.batch) ? batch.batch.length : 1;
  const tooLarge = length > limits.messageBytesMax || length * copies > sharedBytesMax;
  return tooLarge ? row.envelope : { ...row.envelope, shared };
}

/** Undefined where the value is nested so deep that it cannot be written: then the whole request is kept instead. */
function toJsonText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value ?? null);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Nested deeper than engines and readers can follow. Text with few brackets cannot be, and needs no walk. */
const isTooDeep = (value: unknown, text: string): boolean =>
  hasAtLeast(text, depthMax, '{', '[') && isDeeperThan(value, depthMax);

function hasAtLeast(text: string, count: number, ...characters: string[]): boolean {
  let found = 0;
  for (const character of characters) {
    for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) {
      found += 1;
      if (found >= count) return true;
    }
  }
  return false;
}

/** Stops at the limit, so it cannot be made to recurse further. */
function isDeeperThan(value: unknown, depthLeft: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depthLeft === 0) return true;
  return Object.values(value).some((inner) => isDeeperThan(inner, depthLeft - 1));
}
