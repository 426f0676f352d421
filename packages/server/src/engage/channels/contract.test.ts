// What every channel and provider keeps to, whatever the other side does: the right class of fault, handed over once or never, and
// nobody gets anything twice.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { channels } from './all.ts';
import type { Hand, Outgoing, Sender } from './channel.ts';
import { outboxFixture, smtpFixture } from './email/test-fixture.ts';
import {
  CredentialsInvalid,
  Misconfigured,
  NotHandedOver,
  Rejected,
  RetryLater,
  Unanswered,
} from './faults.ts';
import { inAppFixture } from './in-app/test-fixture.ts';
import { phoneFixture } from './phone/test-fixture.ts';
import { smsFixture } from './sms/test-fixture.ts';
import { type Behaviour, type Fixture, type OtherSide, readBy } from './test-fixture.ts';
import { addTestMessage, markSent } from './test-messages.ts';
import { webPushFixture } from './web-push/test-fixture.ts';
import { webhookFixture } from './webhook/test-fixture.ts';

const fixtures: readonly Fixture[] = [
  smtpFixture,
  outboxFixture,
  inAppFixture,
  phoneFixture,
  smsFixture,
  webPushFixture,
  webhookFixture,
];

/** Where the other side never says anything. */
const patienceMs = 400;
const at = Date.parse('2026-11-28T12:00:00Z');
const links = {
  unsubscribe: 'https://rapport.example/u/1',
  preferences: 'https://rapport.example/p/1',
  why: 'https://rapport.example/why/1',
};

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());

/** Counts how often it was called, and what was written by then. */
function countingHand(outgoing: Outgoing, refuses = false): { hand: Hand; calls: () => number } {
  let calls = 0;
  return {
    calls: () => calls,
    async hand(write) {
      calls += 1;
      if (refuses) throw new NotHandedOver('They said no in the meantime.');
      await new Promise((resolve) => setImmediate(resolve));
      await markSent(database.db, outgoing.id, at);
      write();
    },
  };
}

const faultOf = async (sending: Promise<unknown>): Promise<unknown> => {
  try {
    await sending;
    return undefined;
  } catch (error) {
    return error;
  }
};

for (const fixture of fixtures) {
  const { channel, provider } = fixture;
  describe(`${channel.slug} by ${provider.slug}`, () => {
    let other: OtherSide;
    let sender: Sender;
    before(async () => {
      other = await fixture.open(database.db);
      sender = await openSender(fixture, other);
    });
    after(async () => {
      await sender.close();
      await other.close();
    });

    async function prepare(): Promise<Outgoing> {
      const rendered = await channel.render({
        content: readBy(channel.content, other.content),
        fill: async (text) => text.replaceAll('{{ person.name }}', 'Neha "the knife" O’Neil'),
        ...{ links, language: 'en', track: (url) => url, pixel: undefined },
      });
      return {
        ...{
          id: await addTestMessage(database.db, channel.slug, at),
          profileId: 1,
          purpose: 'service',
          to: other.to,
          rendered,
          links,
        },
        ...{ language: 'en', brand: { slug: 'rowan', name: 'Rowan' }, at },
      };
    }

    test('sends, handed over once', async () => {
      other.behave('well');
      const outgoing = await prepare();
      const { hand, calls } = countingHand(outgoing);
      const before = await other.listTaken();
      const { providerId } = await sender.send(outgoing, hand);
      assert.ok(providerId === null || providerId.length > 0);
      assert.equal(calls(), 1);
      assert.equal((await other.listTaken()).length, before.length + 1);
      await sender.probe();
    });

    test('writes nothing where it is not handed over', async () => {
      other.behave('well');
      const outgoing = await prepare();
      const { hand, calls } = countingHand(outgoing, true);
      const before = await other.listTaken();
      assert.ok((await faultOf(sender.send(outgoing, hand))) instanceof NotHandedOver);
      assert.equal(calls(), 1);
      assert.deepEqual(await other.listTaken(), before);
    });

    test('many at once are each sent once', async () => {
      other.behave('well');
      const before = new Set(await other.listTaken());
      const all = await Promise.all(Array.from({ length: 30 }, prepare));
      await Promise.all(all.map((one) => sender.send(one, countingHand(one).hand)));
      const taken = (await other.listTaken()).filter((one) => !before.has(one));
      assert.equal(taken.length, 30);
      assert.equal(new Set(taken).size, 30);
    });

    if (provider.isIdempotent)
      test('sent again, it is known by its id', async () => {
        other.behave('well');
        const before = new Set(await other.listTaken());
        const outgoing = await prepare();
        for (let i = 0; i < 2; i += 1) await sender.send(outgoing, countingHand(outgoing).hand);
        const taken = (await other.listTaken()).filter((one) => !before.has(one));
        assert.equal(new Set(taken).size, 1);
      });

    for (const behaviour of fixture.behaviours)
      test(`the other side: ${behaviour}`, async () => {
        const outgoing = await prepare();
        const before = await other.listTaken();
        const { hand, calls } = countingHand(outgoing);
        const asked = behaviour === 'stall' ? await openSender(fixture, other, patienceMs) : sender;
        other.behave(behaviour);
        const fault = await faultOf(asked.send(outgoing, hand));
        other.behave('well');
        if (asked !== sender) await asked.close();
        checkFault(behaviour, fault, provider.isIdempotent);
        assert.ok(calls() <= 1);
        assert.deepEqual(await other.listTaken(), before);
        // Whoever behaves again is sent to again, over whatever connection is left.
        const next = await prepare();
        await sender.send(next, countingHand(next).hand);
        assert.equal((await other.listTaken()).length, before.length + 1);
      });
  });
}

const openSender = ({ provider }: Fixture, other: OtherSide, patienceMs?: number): Promise<Sender> =>
  provider.open(readBy(provider.settings, other.settings), {
    ...{ db: database.db, accountId: 1, workspaceId: 1, publicUrl: 'https://rapport.example' },
    ...{ nowMs: () => at, allowedNetworks: ['127.0.0.0/8'], ...(patienceMs && { patienceMs }) },
  });

function checkFault(behaviour: Behaviour, fault: unknown, isIdempotent: boolean): void {
  const unanswered = isIdempotent ? RetryLater : Unanswered;
  const expected = {
    ...{ stall: unanswered, reset: unanswered, malformed: unanswered, well: undefined },
    ...{
      busy: RetryLater,
      limited: RetryLater,
      stranger: CredentialsInvalid,
      refusing: Rejected,
      nobody: Rejected,
    },
  }[behaviour];
  assert.ok(expected !== undefined && fault instanceof expected, `${behaviour}: ${String(fault)}`);
  if (behaviour === 'limited') assert.equal((fault as RetryLater).afterMs, 7000);
  if (expected !== Rejected) return;
  assert.ok(!(fault instanceof Unanswered));
  assert.equal((fault as Rejected).bounce, behaviour === 'nobody');
}

test('Every provider of every channel has a fixture', () => {
  const wanted = channels.flatMap(({ slug, providers }) => providers.map((one) => `${slug} ${one.slug}`));
  const had = fixtures.map(({ channel, provider }) => `${channel.slug} ${provider.slug}`);
  assert.deepEqual(had.sort(), wanted.sort());
});

test('Every provider seals what it says holds a secret, and opens nothing by nonsense', () => {
  for (const { providers } of channels)
    for (const { settings, secrets } of providers) {
      assert.ok(!settings.safeParse('nonsense').success);
      assert.ok(new Set(secrets).size === secrets.length);
    }
});

test('Nobody is let near what is not public, where nothing is allowed', async () => {
  const other = await webhookFixture.open(database.db);
  const { provider, channel } = webhookFixture;
  const sender = await provider.open(readBy(provider.settings, other.settings), {
    ...{
      db: database.db,
      accountId: 1,
      workspaceId: 1,
      publicUrl: undefined,
      nowMs: () => at,
      allowedNetworks: [],
    },
  });
  const same = { links, language: 'en' };
  const rendered = await channel.render({
    content: {},
    ...{ ...same, fill: async (text: string) => text, track: (url: string) => url, pixel: undefined },
  });
  const outgoing = { id: '1', profileId: 1, purpose: 'service', to: other.to, rendered, ...same, at };
  const named = { ...outgoing, brand: { slug: 'rowan', name: 'Rowan' } };
  const { hand, calls } = countingHand(named);
  const sending = sender.send(named, hand);
  assert.ok((await faultOf(sending)) instanceof Misconfigured);
  assert.ok((await faultOf(sender.probe())) instanceof Misconfigured);
  assert.equal(calls(), 0);
  await sender.close();
  await other.close();
});
