// The published JSON Schema takes what the server takes, and refuses what is broken.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { startTestServer, type TestServer } from '../../testing/index.ts';
import { scenarioGroups } from '../../testing/scenarios/index.ts';

let server: TestServer;
let validators: Record<'segment' | 'trait', ValidateFunction>;
before(async () => {
  server = await startTestServer();
  const { status, body } = await server.request<Record<string, object>>('GET', '/api/definitions/schema');
  assert.equal(status, 200);
  const ajv = new Ajv2020({ strict: true, strictRequired: false });
  addFormats.default(ajv);
  const compile = (kind: string): ValidateFunction => ajv.compile(body[kind] as object);
  validators = { segment: compile('segment'), trait: compile('trait') };
});
after(() => server.stop());

const whole = (definition: unknown) => ({ name: 'one', title: 'One', purpose: 'service', definition });

test('every definition of the scenarios fits', () => {
  const wrong = Object.values(scenarioGroups)
    .flat()
    .flatMap((scenario) => {
      const isOf = 'definition' in scenario ? validators.segment : validators.trait;
      const definition = 'definition' in scenario ? scenario.definition : scenario.value;
      return isOf(whole(definition)) ? [] : [{ name: scenario.name, definition, errors: isOf.errors }];
    });
  assert.deepEqual(wrong, []);
});

test('what is broken does not fit', () => {
  const order = { name: 'Order Completed' };
  const segments: unknown[] = [
    {},
    { everyone: false },
    { attribute: 'plan' },
    { attribute: 'plan', is: 'gold', at_least: 3 },
    { attribute: 'plan', is: null },
    { events: {}, counts: { at_least: 1 } },
    { events: order, count: 3 },
    { events: { ...order, in: { last: 'a week' } }, count: { at_least: 1 } },
    { at_least: 0, of: [] },
    { sequence: [] },
    { all: [{ everyone: true }, { nobody: true }] },
    { bucket: { of: 'spring', from: -1, until: 10 } },
  ];
  const traits: unknown[] = [
    { counts: order },
    { sum: 'total' },
    { divide: [1] },
    { list: 'sku', of: order },
    { score: { count: order }, groups: 1 },
  ];
  assert.deepEqual(
    segments.filter((one) => validators.segment(whole(one))),
    [],
  );
  assert.deepEqual(
    traits.filter((one) => validators.trait(whole(one))),
    [],
  );
  assert.equal(validators.segment({ ...whole({ everyone: true }), name: 'No Name' }), false);
  assert.equal(validators.segment({ ...whole({ everyone: true }), owner: 'Neha' }), false);
});
