// Hostile definitions against a running server with other things to do: each is refused with a sentence or answered soon, no text of theirs
// stands in a query, and events and reads hardly wait for them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';
import {
  canary,
  costlyDefinitions,
  fullConditions,
  fullValues,
  hostileTexts,
  prototypeNames,
  replaceTexts,
} from '../../testing/scenarios/hostile-definitions.ts';

const answerMsMax = 5000;
/** Of machines that have other things to do, five times what it takes them when nothing hostile comes. */
const [collectMsMax, readMsMax, slowdownMax] = [250, 500, 5];
const p99 = (times: number[]): number =>
  times.toSorted((x, y) => x - y)[Math.floor(times.length * 0.99)] ?? 0;

let server: TestServer;
type Times = { collect: number[]; read: number[] };
let quiet: Times;
let stopLoad: () => Promise<Times>;
before(async () => {
  server = await startTestServer();
  const text = 'a'.repeat(400);
  await server.send([
    ...Array.from({ length: 30 }, (_, n) => anIdentify({ userId: `u${n}`, traits: { text, n } })),
    ...Array.from({ length: 600 }, (_, n) =>
      aTrack({ userId: `u${n % 3}`, event: 'Load', properties: { n: n % 5, text } }),
    ),
  ]);
  await server.settle();
  for (const [path, name, definition] of [
    ['segments', 'loyal', { everyone: true }],
    ['traits', 'orders', { count: { name: 'Order' } }],
  ] as const)
    await server.api('POST', `/api/${path}`, { name, purpose: 'service', definition });
  await server.settle();
  const stopQuiet = startLoad();
  await sleep(4000);
  quiet = await stopQuiet();
  stopLoad = startLoad();
});
after(() => server.stop());

/** Some events and reads all the while; tells how long each took. */
function startLoad(): typeof stopLoad {
  const times = { collect: [] as number[], read: [] as number[] };
  let isOver = false;
  async function repeat(list: number[], pauseMs: number, one: (n: number) => Promise<void>): Promise<void> {
    for (let n = 0; !isOver; n += 1) {
      const since = performance.now();
      await one(n);
      list.push(performance.now() - since);
      await sleep(pauseMs);
    }
  }
  const running = Promise.all([
    repeat(times.collect, 25, (n) => server.send([aTrack({ userId: `u${n % 30}`, event: 'Load' })])),
    repeat(times.read, 25, async (n) => {
      await server.getPerson('user_id', `u${n % 30}`, 'service');
    }),
  ]);
  return async () => {
    isOver = true;
    await running;
    return times;
  };
}

type Told = { sql?: string; error?: { code: string; message: string } };

/** Answers 200, or a fault of the caller's with a sentence; soon, and with nothing of the texts in the query. */
async function preview(kind: 'segments' | 'traits', definition: string): Promise<number> {
  const since = performance.now();
  const body = `{"purpose":"service","definition":${definition}}`;
  const { status, text } = await server.api('POST', `/api/${kind}/preview`, body);
  const tookMs = performance.now() - since;
  const about = `${status} after ${Math.round(tookMs)} ms: ${definition.slice(0, 300)} ${text.slice(0, 300)}`;
  assert.ok(tookMs <= answerMsMax, about);
  assert.ok(status === 200 || (status >= 400 && status < 500), about);
  const { sql = '', error } = JSON.parse(text) as Told;
  assert.equal(status === 200, sql.length > 100, about);
  assert.ok(status === 200 || (error?.message.length ?? 0) > 15, about);
  assert.ok(!sql.includes(canary), about);
  return status;
}

describe('While events and reads go on', { timeout: 300_000 }, () => {
  test('no text breaks out of where it stands', async () => {
    let [n, taken] = [0, 0];
    for (const [kind, all] of [
      ['segments', fullConditions],
      ['traits', fullValues],
    ] as const)
      for (const definition of all) {
        assert.ok([200, 422].includes(await preview(kind, JSON.stringify(definition))));
        // Each text at a place of its own in turn: all of them at all places would take minutes.
        const places = [...replaceTexts(definition, canary)].length;
        for (let place = 0; place < places; place += 1)
          for (const more of [0, 1]) {
            n += 1;
            const texts = more === 0 ? hostileTexts : prototypeNames;
            const own = [...replaceTexts(definition, texts[n % texts.length] as string)][place];
            if ((await preview(kind, JSON.stringify(own))) === 200) taken += 1;
          }
      }
    assert.ok(n > 200 && taken > 50, `${taken} of ${n}`);
  });

  for (const [name, definition] of Object.entries(costlyDefinitions))
    test(`${name}`, async () => {
      await preview('segments', definition);
    });

  test('definitions that ask others twice, one after the other, are refused before they come to too much', async () => {
    let refused = 0;
    for (const [kind, again] of [
      ['segments', (name: string) => ({ one: [{ segment: name }, { not: { segment: name } }] })],
      ['traits', (name: string) => ({ add: [{ trait: name }, { trait: name }] })],
    ] as const)
      for (let n = 0; n < 30; n += 1) {
        const definition =
          n === 0 ? (kind === 'segments' ? { everyone: true } : { attribute: 'n' }) : again(`d${n - 1}`);
        const since = performance.now();
        const body = { name: `d${n}`, purpose: 'service', definition };
        const { status, text } = await server.api('POST', `/api/${kind}`, body);
        assert.ok(performance.now() - since < answerMsMax, `${kind} ${n}`);
        if (status === 201) continue;
        assert.match(text, /definition_invalid.*Keep it within|definition_unknown/);
        refused += 1;
      }
    assert.ok(refused > 20, String(refused));
    await server.settle(60_000);
  });

  test('names of the prototype are names of nothing', async () => {
    for (const name of prototypeNames) {
      for (const kind of ['segments', 'traits'] as const) {
        const body = { name, purpose: 'service', definition: { everyone: true } };
        const { status } = await server.api('POST', `/api/${kind}`, body);
        // One of them is a name like any other.
        const isTaken = name === 'constructor' && kind === 'segments';
        assert.equal(status, isTaken ? 201 : 422);
        assert.equal((await server.api('GET', `/api/${kind}/${name}`)).status, isTaken ? 200 : 404);
      }
      for (const definition of [
        { segment: name },
        { list: name },
        { trait: name, exists: true },
        { permits: name },
      ])
        assert.notEqual(await preview('segments', JSON.stringify(definition)), 500);
      assert.equal(await preview('segments', `{"attribute":"${name}","exists":true}`), 200);
    }
  });

  test('which hardly waited for any of it', async (t) => {
    const times = await stopLoad();
    for (const [what, msMax] of [
      ['collect', collectMsMax],
      ['read', readMsMax],
    ] as const) {
      const [then, now] = [p99(quiet[what]), p99(times[what])];
      t.diagnostic(
        `99 of 100 ${what} within ${Math.round(now)} ms, before that within ${Math.round(then)} ms`,
      );
      assert.ok(times[what].length > 100);
      assert.ok(now <= Math.max(msMax, slowdownMax * then), `${what}: ${now} ms, before that ${then} ms`);
    }
  });
});
