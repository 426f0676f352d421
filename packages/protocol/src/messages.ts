// The tracking message: the six calls of the Segment spec, and what makes one of them unfit to be stored.

export const messageTypes = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const;
export type MessageType = (typeof messageTypes)[number];

/** One message after validation: the fields that the pipeline reads, and the untouched rest in `body`. */
export type Message = {
  type: MessageType;
  messageId: string | undefined;
  userId: string | undefined;
  anonymousId: string | undefined;
  previousId: string | undefined;
  groupId: string | undefined;
  /** Name of a track call. */
  event: string | undefined;
  /** Name of a page or screen. */
  name: string | undefined;
  properties: Record<string, unknown>;
  /** What an identify or group call tells: its `traits`. */
  traits: Record<string, unknown>;
  context: Record<string, unknown>;
  /** The message as it was sent, nothing removed. */
  body: Record<string, unknown>;
};

/** Why a message is set aside, with the sentence that says what to do. Checked in this order. */
export const quarantineTable = {
  not_an_object: 'A message must be a JSON object.',
  message_too_large: 'The message is larger than a source may send. Move large values out of it.',
  message_too_deep: 'The message is nested more than 64 levels deep. Flatten it.',
  type_unknown: '`type` must be track, identify, page, screen, group or alias.',
  message_id_invalid: '`messageId` must be text of 1 to 255 characters.',
  id_missing: 'Send `userId` or `anonymousId`: text or a number.',
  id_invalid: 'Ids must be text or numbers of 1 to 512 characters.',
  event_missing: 'A track call needs `event`, a text of 1 to 255 characters.',
  name_invalid: 'The `name` of a page or screen must be text of at most 1,000 characters.',
  group_id_missing: 'A group call needs `groupId`: text or a number.',
  previous_id_missing: 'An alias call needs `previousId` and `userId`.',
  properties_invalid: '`properties` must be an object.',
  traits_invalid: '`traits` must be an object.',
  context_invalid: '`context` must be an object.',
  timestamp_invalid: '`timestamp`, `originalTimestamp` and `sentAt` must be ISO 8601 times or milliseconds.',
  timestamp_in_future: 'The time of the event lies more than 24 hours ahead. Check the clock of the sender.',
  not_processable:
    'The pipeline failed on this request. Tell the maintainers, then replay it with a newer Rapport.',
  too_many_messages: 'The batch holds more messages than one request may. Send smaller batches.',
} as const;
export type QuarantineCode = keyof typeof quarantineTable;

export const messageIdLengthMax = 255;
const idLengthMax = 512;
const eventLengthMax = 255;
const nameLengthMax = 1000;

/**
 * Checks one message. `callType` is the type that the request path named; it wins over the body's.
 * Returns the message, or the code that says why it cannot be stored. Never throws.
 */
export function parseMessage(value: unknown, callType?: MessageType): Message | QuarantineCode {
  if (!isObject(value)) return 'not_an_object';
  const type = callType ?? parseType(value.type);
  if (type === undefined) return 'type_unknown';
  const messageId = value.messageId ?? undefined;
  if (messageId !== undefined && !isText(messageId, messageIdLengthMax)) return 'message_id_invalid';
  const message: Message = {
    type,
    messageId: messageId as string | undefined,
    userId: undefined,
    anonymousId: undefined,
    previousId: undefined,
    groupId: undefined,
    event: undefined,
    name: undefined,
    properties: none,
    traits: none,
    context: none,
    body: value,
  };
  return readIds(message, value) ?? readNames(message, value) ?? readObjects(message, value) ?? message;
}

const none: Record<string, unknown> = Object.freeze({});

function readIds(message: Message, value: Record<string, unknown>): QuarantineCode | undefined {
  for (const field of ['userId', 'anonymousId', 'previousId', 'groupId'] as const) {
    const id = toId(value[field]);
    if (id === null) return 'id_invalid';
    message[field] = id;
  }
  if (message.type === 'alias') {
    return message.previousId === undefined || message.userId === undefined
      ? 'previous_id_missing'
      : undefined;
  }
  if (message.userId === undefined && message.anonymousId === undefined) return 'id_missing';
  if (message.type === 'group' && message.groupId === undefined) return 'group_id_missing';
  return undefined;
}

function readNames(message: Message, value: Record<string, unknown>): QuarantineCode | undefined {
  if (message.type === 'track') {
    if (!isText(value.event, eventLengthMax)) return 'event_missing';
    message.event = value.event as string;
  } else if (message.type === 'page' || message.type === 'screen') {
    const name = value.name ?? (isObject(value.properties) ? value.properties.name : undefined) ?? undefined;
    if (typeof name === 'string' && name.length <= nameLengthMax) message.name = name;
    else if (name !== undefined) return 'name_invalid';
  }
  return undefined;
}

function readObjects(message: Message, value: Record<string, unknown>): QuarantineCode | undefined {
  for (const [field, code] of [
    ['properties', 'properties_invalid'],
    ['traits', 'traits_invalid'],
    ['context', 'context_invalid'],
  ] as const) {
    const part = value[field];
    if (part === undefined || part === null) continue;
    if (!isObject(part)) return code;
    message[field] = part;
  }
  // RudderStack's clients send what an identify tells as `context.traits`.
  if (message.type === 'identify' && value.traits === undefined && isObject(message.context.traits)) {
    message.traits = message.context.traits;
  }
  return undefined;
}

const parseType = (value: unknown): MessageType | undefined =>
  messageTypes.includes(value as MessageType) ? (value as MessageType) : undefined;

const isText = (value: unknown, lengthMax: number): boolean =>
  typeof value === 'string' && value.length <= lengthMax && value.trim() !== '';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An index entry holds no more bytes than this, whatever alphabet the id is in. */
const idBytesMax = 2000;
const isTooWide = (id: string): boolean =>
  id.length * 9 > idBytesMax && new TextEncoder().encode(id.normalize('NFC')).length > idBytesMax;

/** Text or number to an id; undefined where there is none; null where it is neither or out of bounds. */
function toId(value: unknown): string | undefined | null {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  if (typeof value !== 'string') return null;
  const id = value.trim();
  if (id === '') return undefined;
  return id.length > idLengthMax || isTooWide(id) ? null : id;
}
