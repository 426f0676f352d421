// From a row to messages: what mappings may say, in JSON and in short; values, rejects and message ids.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { guessMapping } from './guess-mapping.ts';
import { checkColumns } from './map-fields.ts';
import { compileMapping } from './map-row.ts';
import { parseMapping } from './mapping-schema.ts';
import { parseShortForm } from './mapping-short-form.ts';
import { type Cell, type Column, type FileError, Problem } from './model.ts';

const columnsOf = (cells: object): Column[] =>
  Object.keys(cells).map((name) => ({ name, type: 'text', examples: [] }));

type Given = { identity?: string; row?: number; columns?: Column[] };

/** The messages of one row, or the problem as `code: message`. */
function map(
  mapping: unknown,
  cells: Record<string, Cell>,
  { identity = 'file', row = 7, columns = columnsOf(cells) }: Given = {},
) {
  const mapRow = compileMapping(parseMapping(mapping), { columns, identity, fileName: 'orders.csv' });
  const result = mapRow({ row, cells: new Map(Object.entries(cells)) });
  return result instanceof Problem ? `${result.code}: ${result.message}` : result;
}

const track = { type: 'track', event: 'Order Completed', userId: 'id' };
const order = {
  id: '00042',
  at: '05.03.2024 10:00',
  total: '1.234,50',
  vip: 'yes',
  city: ' Warszawa ',
  note: '',
};

describe('rows become messages', () => {
  test('a track call with typed properties', () => {
    const messages = map(
      {
        ...track,
        timestamp: { column: 'at', format: 'dd.MM.yyyy HH:mm', timezone: 'Europe/Warsaw' },
        properties: {
          total: { column: 'total', type: 'number', decimal: ',' },
          vip: { column: 'vip', type: 'boolean' },
          currency: { value: 'PLN' },
          note: 'note',
          '*': 'rest',
        },
        messageId: 'id',
      },
      order,
    );
    assert.ok(Array.isArray(messages));
    const [{ messageId, ...message } = {}] = messages;
    assert.match(String(messageId), /^imp-[\w-]{32}$/);
    assert.deepEqual(message, {
      type: 'track',
      event: 'Order Completed',
      userId: '00042',
      timestamp: '2024-03-05T09:00:00.000Z',
      properties: { city: ' Warszawa ', total: 1234.5, vip: true, currency: 'PLN' },
      context: { import: { file: 'orders.csv', row: 7 } },
    });
  });

  test('several messages from one row, all or none', () => {
    const mapping = [
      { type: 'identify', userId: 'id', traits: { city: 'city' } },
      track,
      { type: 'group', userId: 'id', groupId: 'shop', traits: 'rest' },
    ];
    const messages = map(mapping, { ...order, shop: 's1' });
    assert.ok(Array.isArray(messages));
    assert.deepEqual(
      messages.map(({ type }) => type),
      ['identify', 'track', 'group'],
    );
    assert.equal(new Set(messages.map(({ messageId }) => messageId)).size, 3);
    assert.match(String(map(mapping, { ...order, shop: '' })), /^group_id_missing/);
  });

  test('the event and ids may come from columns, also inside objects', () => {
    const messages = map(
      {
        type: 'track',
        event: { column: 'what' },
        anonymousId: 'device.id',
        properties: { city: 'address.city', x: 'absent.y' },
      },
      { what: 'Viewed', device: { id: 77 }, address: { city: 'Taipei' } },
    );
    assert.ok(Array.isArray(messages));
    assert.deepEqual(
      [messages[0]?.event, messages[0]?.anonymousId, messages[0]?.properties],
      ['Viewed', '77', { city: 'Taipei' }],
    );
  });

  test('the rest takes each cell by the type of its column, when it fits', () => {
    const columns: Column[] = [
      { name: 'id', type: 'text', examples: [] },
      { name: 'age', type: 'number', examples: [] },
      { name: 'on', type: 'boolean', examples: [] },
    ];
    const traits = (age: string) => {
      const messages = map(
        { type: 'identify', userId: 'id', traits: 'rest' },
        { id: 'a', age, on: 'TRUE' },
        { columns },
      );
      return Array.isArray(messages) ? messages[0]?.traits : messages;
    };
    assert.deepEqual(traits('41'), { age: 41, on: true });
    assert.deepEqual(traits('041'), { age: '041', on: true });
    assert.deepEqual(traits('unknown'), { age: 'unknown', on: true });
  });

  test('rows that are messages already stay as they are', () => {
    const cells = {
      type: 'track',
      event: 'X',
      userId: 'u',
      messageId: 'm-1',
      timestamp: '1997-01-01T00:00:00Z',
      properties: { a: [1] },
      context: { ip: '1.2.3.4' },
      extra: 1,
    };
    assert.deepEqual(map({ type: 'as-is' }, cells), [
      { ...cells, context: { ip: '1.2.3.4', import: { file: 'orders.csv', row: 7 } } },
    ]);
    assert.match(String(map({ type: 'as-is' }, { ...cells, type: 'tracked' })), /^type_unknown/);
    assert.match(String(map({ type: 'as-is' }, { ...cells, timestamp: 'then' })), /^timestamp_invalid/);
  });

  test('members of Object are columns like others', () => {
    const messages = map(
      { type: 'identify', userId: 'id', traits: 'rest' },
      JSON.parse('{"id":"a","__proto__":"x","constructor":"y"}'),
    );
    assert.ok(Array.isArray(messages));
    assert.equal(JSON.stringify(messages[0]?.traits), '{"__proto__":"x","constructor":"y"}');
    assert.equal(Object.getPrototypeOf(messages[0]?.traits), Object.prototype);
    assert.match(String(map({ ...track, userId: 'toString' }, { id: 'a' })), /^id_missing/);
  });
});

describe('rows are set aside with the reason', () => {
  const typed = (type: string, extra = {}) => ({
    ...track,
    properties: { value: { column: 'value', type, ...extra } },
  });
  const cases: [name: string, mapping: unknown, cells: Record<string, Cell>, problem: RegExp][] = [
    ['no id', track, { id: ' ' }, /^id_missing/],
    ['an id that says nothing', { ...track, empty: ['NULL'] }, { id: 'NULL' }, /^id_missing/],
    ['an id that is a list', track, { id: [1] }, /^not_text/],
    ['no event', { ...track, event: { column: 'what' } }, { id: 'a', what: '' }, /^event_missing/],
    ['no time', { ...track, timestamp: 'at' }, { id: 'a', at: '' }, /^value_missing.*column at/],
    [
      'a bad time',
      { ...track, timestamp: 'at' },
      { id: 'a', at: '05.03.2024' },
      /^not_a_date: "05.03.2024" is not a time in the form ISO 8601/,
    ],
    [
      'a bad number',
      typed('number'),
      { id: 'a', value: '12,50' },
      /^not_a_number: value \(column value\): "12,50"/,
    ],
    ['too large a number', typed('number'), { id: 'a', value: '1e999' }, /^not_a_number/],
    ['neither yes nor no', typed('boolean'), { id: 'a', value: 'maybe' }, /^not_a_boolean/],
    ['bad JSON', typed('json'), { id: 'a', value: '{' }, /^not_json/],
    ['a bad day', typed('date', { format: 'yyyyMMdd' }), { id: 'a', value: '20240230' }, /^not_a_date/],
    [
      'a required value',
      { ...track, properties: { value: { column: 'value', required: true } } },
      { id: 'a', value: '' },
      /^value_missing/,
    ],
    ['a NUL in an id', track, { id: 'a\0b' }, /^nul_character/],
    [
      'a NUL in a value',
      { ...track, properties: { value: 'value' } },
      { id: 'a', value: 'a\0b' },
      /^nul_character/,
    ],
    [
      'a NUL in the rest',
      { ...track, properties: 'rest' },
      { id: 'a', value: { b: ['\0'] } },
      /^nul_character/,
    ],
    [
      'no column that names the message',
      { ...track, messageId: { columns: ['id', 'line'] } },
      { id: 'a', line: '' },
      /^value_missing/,
    ],
  ];
  for (const [name, mapping, cells, problem] of cases) {
    test(name, () => assert.match(String(map(mapping, cells)), problem));
  }

  test('a NUL in a column that nobody asked for does not matter', () => {
    assert.ok(Array.isArray(map(track, { id: 'a', other: '\0' })));
  });
});

describe('message ids', () => {
  const idOf = (mapping: unknown, cells: Record<string, Cell>, given?: Given): unknown => {
    const messages = map(mapping, cells, given);
    return Array.isArray(messages) ? messages.at(-1)?.messageId : messages;
  };

  test('follow the file and the row, not the mapping', () => {
    const id = idOf(track, { id: 'a' });
    assert.equal(idOf({ ...track, event: 'Other', properties: 'rest' }, { id: 'a', x: '1' }), id);
    assert.notEqual(idOf(track, { id: 'a' }, { row: 8 }), id);
    assert.notEqual(idOf(track, { id: 'a' }, { identity: 'other file' }), id);
    assert.equal(
      id,
      'imp-9FLhn6KonVUeeQ5q9VTfgJ5eCyszuV7-',
      'must never change: imports that were made would double',
    );
  });

  test('follow columns across files when they are named', () => {
    const named = { ...track, messageId: { columns: ['order', 'line'] } };
    const id = idOf(named, { id: 'a', order: '7', line: '12' });
    assert.equal(idOf(named, { id: 'a', order: '7', line: '12' }, { identity: 'other file', row: 99 }), id);
    assert.notEqual(idOf(named, { id: 'a', order: '71', line: '2' }), id);
    assert.notEqual(idOf({ ...named, event: 'Order Refunded' }, { id: 'a', order: '7', line: '12' }), id);
    assert.equal(
      idOf({ ...track, messageId: { column: 'order', asIs: true } }, { id: 'a', order: 'm-7' }),
      'm-7',
    );
  });
});

describe('a mapping that is wrong names the field', () => {
  const cases: [mapping: unknown, message: RegExp][] = [
    [{}, /type: must be one of track, identify, .*as-is/],
    [{ type: 'track', userId: 'id' }, /event: must be the name of the event/],
    [{ type: 'track', event: 'X' }, /userId: must name the column of the id/],
    [{ ...track, timestamp: { column: 'at', format: 'qq' } }, /timestamp\.format: .*no part of a date/],
    [
      { ...track, timestamp: { column: 'at', timezone: 'Mars' } },
      /timestamp\.timezone: "Mars" is no time zone/,
    ],
    [
      { ...track, properties: { a: { column: 'a', type: 'money' } } },
      /properties\.a\.type: must be one of text, number/,
    ],
    [{ ...track, properties: { a: {} } }, /properties\.a: must have either a column or a value/],
    [{ ...track, properties: { '*': 'all' } }, /properties\.\*: "\*" can only be "rest"/],
    [{ ...track, properties: 'all' }, /properties: must be "rest" or an object/],
    [{ ...track, traits: 'rest' }, /traits: is not part of track; use properties/],
    [{ ...track, colour: 'red' }, /colour/],
    [[track, { type: 'group', userId: 'id' }], /\[1\]\.groupId/],
    [[], /1 to 8/],
    ['track', /expected object/i],
  ];
  for (const [mapping, message] of cases) {
    test(JSON.stringify(mapping), () =>
      assert.throws(
        () => parseMapping(mapping),
        (error: FileError) => error.name === 'FileError' && message.test(error.message),
      ),
    );
  }

  test('columns that the file does not have are refused; NDJSON may show them later', () => {
    const columns = columnsOf({ 'address.city': '', id: '' });
    const mapping = parseMapping({
      ...track,
      userId: 'customer',
      properties: { a: 'address', c: 'address.city' },
    });
    assert.throws(
      () => checkColumns(mapping, { format: 'csv', columns }),
      /no column "customer"\. Its columns are "address.city", "id"/,
    );
    checkColumns(mapping, { format: 'ndjson', columns });
  });
});

describe('the short form', () => {
  test('says what JSON says', () => {
    const short = parseShortForm([
      'type=track, event=Order, Completed, userId=customer id,timestamp=date:dd.MM.yyyy HH:mm@Europe/Warsaw',
      'properties.total=amount:number',
      'properties.day=day:date:yyyyMMdd,properties.shop="Main street",properties.*=rest,messageId=order+line,empty=NULL|-',
    ]);
    assert.deepEqual(short, {
      type: 'track',
      event: 'Order, Completed',
      userId: { column: 'customer id' },
      timestamp: { column: 'date', format: 'dd.MM.yyyy HH:mm', timezone: 'Europe/Warsaw' },
      properties: {
        total: { column: 'amount', type: 'number' },
        day: { column: 'day', format: 'yyyyMMdd', type: 'date' },
        shop: { value: 'Main street' },
        '*': 'rest',
      },
      messageId: { columns: ['order', 'line'] },
      empty: ['NULL', '-'],
    });
    parseMapping(short);
    assert.deepEqual(
      parseShortForm(['type=track,event={what},anonymousId={device},properties=rest,properties.a=b']),
      {
        type: 'track',
        event: { column: 'what' },
        anonymousId: { column: 'device' },
        properties: { '*': 'rest', a: { column: 'b' } },
      },
    );
  });

  test('an unknown key is named', () => {
    assert.throws(() => parseShortForm(['type=track,user=id']), /"user=id" is no part of a mapping/);
  });
});

describe('guessing', () => {
  const column = (name: string, type: Column['type'] = 'text', format?: string): Column => ({
    name,
    type,
    examples: [],
    ...(format && { format }),
  });

  test('orders, people, messages', () => {
    assert.deepEqual(
      guessMapping([
        column('customer_id'),
        column('date', 'date', 'yyyyMMdd'),
        column('amount', 'number'),
        column('Postal Code', 'number'),
      ]),
      {
        type: 'track',
        event: 'Order Completed',
        userId: { column: 'customer_id' },
        timestamp: { column: 'date', format: 'yyyyMMdd' },
        properties: {
          amount: { column: 'amount', type: 'number' },
          'Postal Code': { column: 'Postal Code' },
        },
      },
    );
    assert.deepEqual(guessMapping([column('User ID'), column('E-Mail'), column('dob', 'date', 'iso')]), {
      type: 'identify',
      userId: { column: 'User ID' },
      traits: { 'E-Mail': { column: 'E-Mail' }, dob: { column: 'dob', type: 'date' } },
    });
    assert.deepEqual(
      guessMapping([column('type'), column('userId'), column('messageId'), column('properties.a')]),
      { type: 'as-is' },
    );
  });

  test('every guess is a mapping', () => {
    for (const names of [
      ['a'],
      ['event', 'anonymousId', 'ts'],
      ['email', 'name'],
      ['order_id', 'total', 'created_at'],
    ]) {
      parseMapping(guessMapping(names.map((name) => column(name))));
    }
  });
});
