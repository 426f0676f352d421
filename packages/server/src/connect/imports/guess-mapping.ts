// A first mapping from the names and contents of the columns, for people to correct.
import type { Column } from './model.ts';

/** A mapping as JSON, in the form that parseMapping takes. */
export type MappingJson = Record<string, unknown>;

const idNames = [
  'user_id',
  'customer_id',
  'profile_id',
  'member_id',
  'client_id',
  'person_id',
  'contact_id',
  'subscriber_id',
  'account_id',
  'user',
  'customer',
  'uid',
  'unique_id',
  'record_id',
  'rec_id',
  'id',
];
const anonymousNames = ['anonymous_id', 'device_id', 'visitor_id', 'cookie_id'];
const timeNames = [
  'timestamp',
  'event_time',
  'occurred_at',
  'event_timestamp',
  'order_date',
  'purchase_date',
  'date',
  'time',
  'datetime',
  'ts',
  'created_at',
  'created',
];
const eventNames = ['event', 'event_name', 'event_type', 'action', 'activity'];
const emailNames = ['email', 'e_mail', 'email_address', 'mail'];
const orderWords =
  /(order|purchase|transaction|invoice|basket|revenue|amount|total|price|dollar|sales|quantity|qty|number_of|items?|sku|product)/;

/** `Customer ID`, `customerId` and `customer-id` are one name. */
const plain = (name: string): string =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '');

/** The most likely mapping: messages as they are, events at a time, or what is known about people. */
export function guessMapping(columns: Column[]): MappingJson {
  if (areMessages(columns)) return { type: 'as-is' };
  const find = (names: string[]): Column | undefined =>
    names
      .map((name) => columns.find((column) => plain(column.name) === name))
      .find((column) => column !== undefined);
  const email = find(emailNames);
  const user = find(idNames) ?? (find(anonymousNames) === undefined ? (email ?? columns[0]) : undefined);
  const anonymous = find(anonymousNames);
  const event = find(eventNames);
  const time = find(timeNames) ?? columns.find((column) => column.format !== undefined);
  const orders = columns.some((column) => orderWords.test(plain(column.name)));

  const ids = {
    ...(user && { userId: { column: user.name } }),
    ...(anonymous && { anonymousId: { column: anonymous.name } }),
  };
  const isTrack = event !== undefined || (time?.format !== undefined && orders);
  const used = [user, anonymous, ...(isTrack ? [event, time] : [])].filter(
    (column) => column !== undefined && column !== email,
  );
  const rest = Object.fromEntries(
    columns.filter((column) => !used.includes(column)).map((column) => [column.name, toField(column)]),
  );
  if (!isTrack) return { type: 'identify', ...ids, traits: rest };
  return {
    type: 'track',
    event: event === undefined ? 'Order Completed' : { column: event.name },
    ...ids,
    ...(time && {
      timestamp: { column: time.name, ...(time.format && time.format !== 'iso' && { format: time.format }) },
    }),
    properties: rest,
  };
}

/** Exports of tracking messages have their fields as columns. */
function areMessages(columns: Column[]): boolean {
  const names = new Set(columns.map(({ name }) => name.split('.')[0]));
  return (
    names.has('type') &&
    (names.has('userId') || names.has('anonymousId')) &&
    (names.has('messageId') || names.has('properties') || names.has('traits'))
  );
}

/** Digits that are no amount: nobody adds up postcodes. */
const codeWords =
  /(^|_)(id|no|number|nr|code|zip|postal|postcode|phone|mobile|tel|fax|iban|ean|gtin|sku|ssn|vat)(_|$)/;

function toField({ name, type, format }: Column): Record<string, string> {
  const code = type === 'number' && codeWords.test(plain(name)) && !/^number_of_/.test(plain(name));
  if (type === 'text' || code) return { column: name };
  return {
    column: name,
    type,
    ...(type === 'date' && format !== undefined && format !== 'iso' && { format }),
  };
}
