// A form out of a schema: which fields, and what is sent of what stands in them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listMissing, type SettingsSchema, toDraft, toFields, toSettings } from './schema-fields.ts';

const schema: SettingsSchema = {
  properties: {
    host: { type: 'string', maxLength: 253 },
    port: { type: 'integer', default: 587 },
    security: { type: 'string', enum: ['starttls', 'tls'], default: 'starttls' },
    key: { type: 'string', maxLength: 20_000 },
    strict: { type: 'boolean', default: true },
    networks: { type: 'array', items: { type: 'string' } },
    note: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    headers: { type: 'object' },
    password: { type: 'string' },
  },
  required: ['host', 'password'],
};
const fields = toFields(schema, ['password', 'key']);
const kinds = Object.fromEntries(fields.map(({ name, kind }) => [name, kind]));

test('each setting has the field that suits it', () => {
  assert.deepEqual(kinds, {
    ...{ host: 'text', port: 'number', security: 'choice', key: 'area', strict: 'switch' },
    ...{ networks: 'lines', note: 'text', headers: 'json', password: 'text' },
  });
  assert.deepEqual(
    fields.filter(({ secret }) => secret).map(({ name }) => name),
    ['key', 'password'],
  );
});

test('a new form holds what is usual, and tells what is missing', () => {
  const draft = toDraft(fields, undefined);
  assert.deepEqual([draft.port, draft.security, draft.strict, draft.host], ['587', 'starttls', 'true', '']);
  assert.deepEqual(listMissing(fields, draft, []), ['host', 'password']);
  assert.deepEqual(listMissing(fields, { ...draft, host: 'mail.example' }, ['password']), []);
});

test('what is sent is what was said: empty texts are left out, so that secrets stay', () => {
  const settings = { host: 'mail.example', port: 25, strict: false, networks: ['10.0.0.0/8', '::1/128'] };
  const draft = toDraft(fields, settings);
  // What is not said there is as usual.
  const told = { ...settings, security: 'starttls' };
  assert.deepEqual(toSettings(fields, draft), told);
  const more = { ...draft, headers: '{"x": 1}', password: ' secret ', key: '' };
  assert.deepEqual(toSettings(fields, more), { ...told, headers: { x: 1 }, password: 'secret' });
});

test('what is no number and no JSON is not sent', () => {
  const draft = toDraft(fields, undefined);
  assert.equal(toSettings(fields, { ...draft, port: 'many' }), undefined);
  assert.equal(toSettings(fields, { ...draft, headers: '{' }), undefined);
});
