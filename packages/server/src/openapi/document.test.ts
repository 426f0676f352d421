// The document is sound in itself: what it refers to exists, and everything has a name and a summary.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toDocument } from './document.ts';
import { chapters } from './index.ts';

type Json = Record<string, unknown>;
// As a client reads it: through JSON.
const document = JSON.parse(JSON.stringify(toDocument(chapters, '1.2.3'))) as Json;
const paths = document.paths as Record<string, Record<string, Json>>;
const operations = Object.entries(paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
);

/** Every object inside a value, with the way to it. */
function* walk(value: unknown, at: string): Generator<{ at: string; node: Json }> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield { at, node: value as Json };
  for (const [key, inner] of Object.entries(value)) yield* walk(inner, `${at}/${key}`);
}

test('it is OpenAPI 3.1 with a title and a version', () => {
  assert.match(String(document.openapi), /^3\.1\.\d+$/);
  assert.deepEqual(Object.keys(document).sort(), ['components', 'info', 'openapi', 'paths', 'tags']);
  assert.equal((document.info as Json).version, '1.2.3');
  assert.ok((document.info as Json).title);
});

test('each operation has a name of its own, a summary of one line, a known tag and an answer', () => {
  const tags = new Set((document.tags as { name: string }[]).map((tag) => tag.name));
  const ids = operations.map(({ operation }) => operation.operationId);
  assert.equal(new Set(ids).size, ids.length);
  for (const { path, method, operation } of operations) {
    const where = `${method} ${path}`;
    assert.match(String(operation.operationId), /^[a-z][A-Za-z]+$/, where);
    assert.match(String(operation.summary), /^[^\n]{5,120}[^\n.]$/, where);
    assert.ok(
      (operation.tags as string[]).every((tag) => tags.has(tag)),
      where,
    );
    const responses = operation.responses as Record<string, Json>;
    assert.ok(
      Object.keys(responses).some((status) => /^2\d\d$/.test(status)),
      where,
    );
    for (const [status, response] of Object.entries(responses)) {
      assert.match(status, /^[2-5]\d\d$/, where);
      assert.ok(response.description, `${where} ${status}`);
      const bodies = Object.keys((response.content ?? {}) as Json).length;
      assert.equal(bodies, status === '204' ? 0 : 1, `${where} ${status}`);
    }
  }
});

test('the parameters of a path are those that it names, and every parameter says what it is', () => {
  for (const { path, method, operation } of operations) {
    const parameters = (operation.parameters ?? []) as Json[];
    const inPath = parameters.filter((one) => one.in === 'path');
    assert.deepEqual(
      inPath.map((one) => one.name),
      [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]),
    );
    assert.ok(inPath.every((one) => one.required === true));
    for (const one of parameters) assert.ok(one.description, `${method} ${path} ${String(one.name)}`);
    const names = parameters.map((one) => `${String(one.in)} ${String(one.name)}`);
    assert.equal(new Set(names).size, names.length);
  }
});

test('what is referred to exists, and nothing lies there unused', () => {
  const used = new Set<string>();
  for (const { at, node } of walk(document, '#')) {
    if (node.$ref === undefined) continue;
    const target = String(node.$ref);
    assert.match(target, /^#\/components\/schemas\/\w+$/, at);
    used.add(target.slice('#/components/schemas/'.length));
  }
  const { schemas, securitySchemes } = document.components as Record<string, Record<string, Json>>;
  assert.deepEqual([...used].sort(), Object.keys(schemas ?? {}).sort());
  const schemes = operations.flatMap(({ operation }) => (operation.security as Json[]).flatMap(Object.keys));
  assert.deepEqual([...new Set(schemes)].sort(), Object.keys(securitySchemes ?? {}).sort());
});

test('schemas are JSON Schema: known types, required fields that exist, answers that may grow', () => {
  const types = new Set(['object', 'array', 'string', 'integer', 'number', 'boolean', 'null']);
  for (const { at, node } of walk(document, '#')) {
    // A schema has `properties`; so may the map of properties, since events have a field of that name.
    if (typeof node.properties !== 'object' || at.endsWith('/properties')) continue;
    const properties = node.properties as Record<string, Json>;
    assert.equal(node.type, 'object', at);
    for (const name of (node.required ?? []) as string[]) assert.ok(Object.hasOwn(properties, name), at);
    for (const property of Object.values(properties)) {
      for (const type of [property.type ?? []].flat()) assert.ok(types.has(String(type)), at);
    }
    if (at.includes('/components/')) assert.notEqual(node.additionalProperties, false, at);
  }
});
