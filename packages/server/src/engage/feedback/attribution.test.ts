// What is put down to a message: the rule alone, and the event store by the same rule.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { openClickHouse } from '../../platform/clickhouse/index.ts';
import { getPurpose } from '../../respect/purposes/index.ts';
import { aTrack, startTestServer, type TestServer } from '../../testing/index.ts';
import { attribute, type Deed, hourMs, type Touch } from './attribution.ts';
import { countConversions } from './olap.ts';

const rule = { windowHours: 24, model: 'last_touch' } as const;
const touch = (at: number, campaign = 'spring', arm = 'a', person = 1): Touch => ({
  person,
  at: at * hourMs,
  campaign,
  arm,
});
const deed = (at: number, person = 1): Deed => ({ person, at: at * hourMs });

describe('The rule', () => {
  test('names the last touch within the window, of the same person, whatever its campaign', () => {
    const touches = [touch(0), touch(10, 'autumn'), touch(5), touch(11, 'spring', 'a', 2)];
    const found = attribute([deed(12), deed(34), deed(34.01), deed(9), deed(-1), deed(12, 3)], touches, rule);
    assert.deepEqual(
      found.map((one) => one?.campaign),
      ['autumn', 'autumn', undefined, 'spring', undefined, undefined],
    );
  });

  test('does not depend on the order in which it is told', () => {
    const all = fc.array(
      fc.record(
        {
          person: fc.nat(2),
          at: fc.nat(20),
          campaign: fc.constantFrom('x', 'y'),
          arm: fc.constantFrom('a', 'b'),
        },
        { noNullPrototype: true },
      ),
    );
    fc.assert(
      fc.property(all, fc.array(fc.record({ person: fc.nat(2), at: fc.nat(40) })), (touches, deeds) => {
        const hours = { windowHours: 5 / hourMs, model: 'last_touch' as const };
        const found = attribute(deeds, touches, hours);
        assert.deepEqual(attribute(deeds, touches.toReversed(), hours), found);
        for (const [i, one] of found.entries()) {
          const { person, at } = deeds[i] as Deed;
          const later = touches.filter(
            (other) => other.person === person && other.at <= at && other.at > (one?.at ?? at - 6),
          );
          assert.deepEqual(later, []);
        }
      }),
    );
  });
});

describe('The event store', () => {
  let server: TestServer;
  const start = Date.UTC(2026, 2, 1);
  const people = Array.from({ length: 30 }, (_, i) => `person-${i}`);
  const [touches, deeds]: [(Touch & { machine: boolean; event: string })[], Deed[]] = [[], []];
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  before(async () => {
    server = await startTestServer();
    const sent: object[] = [];
    for (const [person, userId] of people.entries()) {
      for (let i = 0; i < 6; i += 1) {
        const at = start + random(100) * hourMs;
        const [campaign, arm, machine] = [
          ['spring', 'autumn'][random(2)] as string,
          ['a', 'b', ''][random(3)] as string,
          random(4) === 0,
        ];
        const event = ['Message Clicked', 'Message Opened', 'Message Sent'][random(3)] as string;
        touches.push({ person, at, campaign, arm, machine, event });
        const properties = {
          campaign,
          ...(arm !== '' && { arm }),
          ...(event !== 'Message Sent' && { machine }),
        };
        sent.push(aTrack({ userId, event, timestamp: new Date(at).toISOString(), properties }));
      }
      for (let i = 0; i < 3; i += 1) {
        const at = start + random(100) * hourMs;
        deeds.push({ person, at });
        sent.push(
          aTrack({ userId, event: 'Order Completed', timestamp: new Date(at).toISOString(), properties: {} }),
        );
      }
    }
    await server.sendInTurn(sent);
  });
  after(() => server.stop());

  test('counts as the rule does, by arm, with each kind of touch', async () => {
    const purpose = await getPurpose({ db: server.db, workspaceId: 1 }, 'analytics');
    const names = {
      clicked: ['Message Clicked'],
      opened: ['Message Clicked', 'Message Opened'],
      delivered: ['Message Clicked', 'Message Opened', 'Message Sent'],
    };
    const clickhouse = await openClickHouse({ path: join(server.dataDir, 'clickhouse') });
    for (const kind of ['clicked', 'opened', 'delivered'] as const) {
      const own = touches.filter(
        ({ event, machine }) => names[kind].includes(event) && !(machine && event !== 'Message Sent'),
      );
      const asked = { from: start + 20 * hourMs, until: start + 90 * hourMs };
      const counted = deeds.filter(({ at }) => at >= asked.from && at < asked.until);
      const found = attribute(counted, own, rule);
      const seen = own.filter(({ at }) => at >= asked.from - 24 * hourMs && at <= asked.until);
      const expected = ['', 'a', 'b'].map((arm) => ({
        arm,
        touched: new Set(
          seen.filter((one) => one.campaign === 'spring' && one.arm === arm).map(({ person }) => person),
        ).size,
        converted: new Set(
          counted
            .filter((_, i) => found[i]?.campaign === 'spring' && found[i]?.arm === arm)
            .map(({ person }) => person),
        ).size,
      }));
      const told = await countConversions(clickhouse, {
        ...{ workspaceId: 1, purpose, campaign: 'spring', event: 'Order Completed', touch: kind, rule },
        ...{ fromMs: asked.from, untilMs: asked.until },
      });
      assert.deepEqual(
        told,
        expected.filter(({ touched, converted }) => touched + converted > 0),
        kind,
      );
      assert.ok(expected.some(({ converted }) => converted > 2));
    }
    await clickhouse.close();
  });
});
