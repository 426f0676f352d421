// Campaigns of a running server: written down, started, paused, started by events, and what came of them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';
import { assignArm, heldOut } from './assignment.ts';

let server: TestServer;
const fans = Array.from({ length: 24 }, (_, i) => `fan-${i}`);

async function good<Body>(method: string, path: string, body?: object): Promise<Body> {
  const answer = await server.api<Body>(method, `/api/${path}`, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.text}`);
  return answer.body;
}
type Fault = { error: { code: string; details: { fields?: { field: string; problem: string }[] } } };
async function bad(method: string, path: string, body?: object) {
  const { status, body: answer } = await server.api<Fault>(method, `/api/${path}`, body);
  return [status, answer.error.code, ...(answer.error.details.fields ?? []).map(({ field }) => field)];
}

before(async () => {
  server = await startTestServer();
  await good('POST', 'brands', { slug: 'rowan', name: 'Rowan & Wren' });
  const topic = { slug: 'offers', brand: 'rowan', titles: { en: 'Offers' }, channels: ['email', 'sms'] };
  await good('POST', 'topics', { ...topic, purpose: 'marketing.*', default: 'in' });
  const email = {
    en: {
      subject: 'Rings',
      html: '<p>Less.</p><a href="{{ links.unsubscribe }}">No more</a>',
    },
  };
  for (const slug of ['sale', 'sale-b']) {
    await good('POST', 'templates', { slug, title: 'Sale', topic: 'offers', contents: { email } });
    await good('POST', `templates/${slug}/publish`, {});
  }
  await server.send(
    fans.map((userId) => anIdentify({ userId, traits: { email: `${userId}@shop.example` } })),
  );
  await server.settle();
  for (const value of fans)
    for (const purpose of ['marketing.email', 'personalisation'])
      await good('POST', 'consents', {
        ...{ subject: { type: 'user_id', value }, purpose, state: 'given', method: 'web_form' },
      });
  await server.send(fans.map((userId) => anIdentify({ userId, traits: { fan: true, likes: 'email' } })));
  const definition = { attribute: 'fan', is: true };
  await good('POST', 'segments', { name: 'fans', title: 'Fans', purpose: 'marketing.email', definition });
  await good('POST', 'segments', { name: 'buyers', title: 'Buyers', purpose: 'service', definition });
  await good('POST', 'traits', {
    ...{ name: 'likes', title: 'Likes', purpose: 'personalisation', definition: { attribute: 'likes' } },
  });
  await server.settle();
});
after(() => server.stop());

const plan = {
  title: 'Spring',
  template: 'sale',
  audience: { segments: ['fans'] },
  channel: { by: 'fixed', channel: 'email' },
  when: { kind: 'once' },
};
type Shown = {
  slug: string;
  state: string;
  version: number;
  next_run_at: string | null;
  lacks: { field: string }[];
  trouble: { code: string } | null;
};
type Message = {
  id: string;
  key: string;
  profile_id: string;
  state: string;
  reason: string | null;
  due_at: string;
  arm: string | null;
  trigger: { event?: { message_id: string }; values?: object };
};
const listMessages = async (campaign: string): Promise<Message[]> =>
  (await good<{ items: Message[] }>('GET', `messages?campaign=${campaign}&limit=1000`)).items;

async function until<Value>(
  find: () => Promise<Value>,
  is: (value: Value) => boolean,
  ms = 20_000,
): Promise<Value> {
  for (const endAt = performance.now() + ms; ; await sleep(50)) {
    const value = await find();
    if (is(value)) return value;
    if (performance.now() > endAt)
      assert.fail(`It did not come to it: ${JSON.stringify(value).slice(0, 2000)}`);
  }
}
const get = (slug: string): Promise<Shown> => good<Shown>('GET', `campaigns/${slug}`);
const toState = (slug: string, state: string): Promise<Shown> =>
  until(
    () => get(slug),
    (one) => one.state === state,
  );
const wasSent = ({ state }: Message): boolean => ['sent', 'delivered', 'opened', 'clicked'].includes(state);

describe('A campaign', () => {
  test('tells what it lacks while it is a draft, and cannot be started before', async () => {
    const lacking = {
      ...{ ...plan, slug: 'lacking', template: 'none', audience: { segments: ['buyers', 'nobody'] } },
      conversion: { event: 'Order Completed', purpose: 'nothing' },
    };
    const made = await good<Shown>('POST', 'campaigns', lacking);
    const fields = (one: Shown): string[] => one.lacks.map(({ field }) => field);
    assert.deepEqual(
      [made.state, fields(made)],
      ['draft', ['template', 'audience.segments.1', 'conversion.purpose']],
    );
    // It is known for what it is sent only with its template: the segment is for service.
    const told = await good<Shown>('PUT', 'campaigns/lacking', {
      ...plan,
      audience: { segments: ['buyers'] },
    });
    assert.deepEqual([told.version, fields(told)], [2, ['audience.segments.0']]);
    assert.deepEqual(await bad('POST', 'campaigns/lacking/start'), [
      422,
      'campaign_invalid',
      'audience.segments.0',
    ]);
    assert.deepEqual(await bad('POST', 'campaigns', { ...plan, slug: 'lacking' }), [409, 'name_taken']);
    assert.deepEqual((await bad('PUT', 'campaigns/lacking', { ...plan, expected_version: 1 })).slice(0, 2), [
      409,
      'conflict',
    ]);
    assert.deepEqual((await bad('POST', 'campaigns', { ...plan, slug: 'x', audience: {} })).slice(0, 3), [
      400,
      'invalid_request',
      'audience.segments',
    ]);
    assert.deepEqual((await bad('POST', 'campaigns/lacking/pause')).slice(0, 2), [409, 'conflict']);
    assert.equal((await server.api('DELETE', '/api/campaigns/lacking')).status, 204);
    assert.deepEqual((await bad('GET', 'campaigns/lacking')).slice(0, 2), [404, 'campaign_not_found']);
  });

  test('says what would become of it, before it is kept', async () => {
    const { title: _title, ...bare } = plan;
    const experiment = { holdout: 30 };
    const told = {
      plan: { ...bare, experiment, channel: { by: 'trait', trait: 'likes', fallbacks: ['sms'] } },
    };
    await good('POST', 'suppressions', {
      identifier: { type: 'email', value: 'fan-0@shop.example' },
      ...{ scope: 'no_contact', reason: 'Asked' },
    });
    // This one leaves the segment with it: what they were in it by may not be used any more.
    await good('POST', 'consents', {
      ...{ subject: { type: 'user_id', value: 'fan-1' }, purpose: 'marketing.email' },
      ...{ state: 'withdrawn', method: 'email' },
    });
    await server.settle();
    const found = await good<{
      people: number;
      margin: number;
      groups: Record<string, number>;
      channels: object[];
    }>('POST', 'campaign-estimate', told);
    assert.deepEqual([found.people, found.margin], [23, 0]);
    const sum = Object.values(found.groups).reduce((all, one) => all + one, 0);
    assert.equal(sum, 23);
    const without = { ...told.plan, experiment: {} };
    const all = await good<typeof found>('POST', 'campaign-estimate', { plan: without });
    assert.deepEqual([all.groups.sendable, all.groups.no_consent, all.groups.suppressed], [22, 0, 1]);
    assert.deepEqual(all.channels, [{ channel: 'email', people: 22 }]);
    assert.ok((found.groups.held_out as number) > 0 && (found.groups.sendable as number) < 22);
  });

  test('goes once to each of its audience, in arms, and tells what came of it', async () => {
    const experiment = { arms: [{ name: 'a' }, { name: 'b', template: 'sale-b' }], holdout: 25 };
    const conversion = { event: 'Order Completed', within_hours: 24 };
    await good('POST', 'campaigns', { ...plan, slug: 'spring', experiment, conversion });
    await good('POST', 'campaigns/spring/start');
    await toState('spring', 'finished');
    const messages = await listMessages('spring');
    assert.equal(new Set(messages.map((one) => one.profile_id)).size, messages.length);
    const [campaign] = await server.db.query<{ id: number }>(
      `select id from campaigns where slug = 'spring'`,
    );
    const armOf = (id: string) =>
      assignArm(
        {
          arms: [
            { name: 'a', weight: 1 },
            { name: 'b', weight: 1 },
          ],
          holdout: 25,
        },
        campaign?.id as number,
        Number(id),
      );
    assert.ok(messages.every((one) => armOf(one.profile_id) === one.arm && one.arm !== heldOut));
    assert.ok(messages.filter(wasSent).length > 0);
    type Arm = {
      arm: string | null;
      people: number;
      sent: number;
      rates: { converted: { of: number; count: number; low: number } };
    };
    type Found = {
      arms: Arm[];
      held_out: { people: number; converted: { count: number } };
      comparisons: { arm: string; with: string; rate: string }[];
    };
    await server.send(
      fans.map((userId) => aTrack({ userId, event: 'Order Completed', properties: { total: 5 } })),
    );
    await server.settle();
    const found = await good<Found>('GET', 'campaigns/spring/results');
    assert.deepEqual(found.arms.map(({ arm }) => arm).sort(), ['a', 'b']);
    const sum = (pick: (one: Arm) => number): number => found.arms.reduce((all, one) => all + pick(one), 0);
    assert.equal(
      sum(({ people }) => people),
      messages.length,
    );
    assert.equal(
      sum(({ sent }) => sent),
      messages.filter(wasSent).length,
    );
    assert.equal(found.held_out.people, 23 - messages.length);
    assert.equal(found.held_out.converted.count, 23 - messages.length);
    assert.equal(
      sum(({ rates }) => rates.converted.count),
      messages.length,
    );
    assert.ok(found.comparisons.some((one) => one.arm === 'b' && one.with === 'a' && one.rate === 'opened'));
    assert.ok(found.comparisons.some((one) => one.arm === 'a' && one.with === heldOut));
    const runs = await good<{ items: { number: number; state: string; people: Record<string, number> }[] }>(
      'GET',
      'campaigns/spring/runs',
    );
    assert.deepEqual(
      runs.items.map(({ number, state, people }) => [number, state, people]),
      [[1, 'finished', { made: messages.length, held_out: 23 - messages.length }]],
    );
  });

  test('is paused, goes on, and is cancelled: nothing of it goes meanwhile', async () => {
    await good('POST', 'campaigns', { ...plan, slug: 'slow', throttle: 12 });
    await good('POST', 'campaigns/slow/start');
    await until(
      () => listMessages('slow'),
      (all) => all.length === 23,
    );
    await good('POST', 'campaigns/slow/pause');
    const sent = (await listMessages('slow')).filter(wasSent).length;
    await server.advance('PT3H');
    await sleep(1500);
    const held = await listMessages('slow');
    assert.equal(held.filter(wasSent).length, sent);
    assert.ok(held.some(({ state, reason }) => state === 'deferred' && reason === 'campaign_paused'));
    await good('POST', 'campaigns/slow/resume');
    const resumed = (await listMessages('slow')).filter(({ state }) => state === 'queued');
    // Not all at once, since so many an hour go.
    assert.ok(new Set(resumed.map(({ due_at }) => due_at)).size > 1);
    const cancelled = await good<Shown>('POST', 'campaigns/slow/cancel');
    assert.equal(cancelled.state, 'cancelled');
    const all = await listMessages('slow');
    assert.ok(all.some(({ state, reason }) => state === 'cancelled' && reason === 'campaign_cancelled'));
    assert.ok(all.every(({ state }) => state !== 'queued' && state !== 'deferred'));
    assert.deepEqual((await bad('POST', 'campaigns/slow/resume')).slice(0, 2), [409, 'conflict']);
  });

  test('takes the channel that each answers, where they permit that to be asked', async () => {
    const sms = { en: { text: 'Rings for less.' } };
    const email = { en: { subject: 'Rings', html: '<p>Less.</p><a href="{{ links.unsubscribe }}">No</a>' } };
    await good('POST', 'templates', {
      slug: 'both',
      title: 'Both',
      topic: 'offers',
      contents: { email, sms },
    });
    await good('POST', 'templates/both/publish', {});
    const likes = ['fan-2', 'fan-3'];
    await server.send(likes.map((userId) => anIdentify({ userId, traits: { likes: 'SMS' } })));
    // What fan-3 likes may be kept, and is not used to choose for them any more.
    await good('POST', 'consents', {
      ...{ subject: { type: 'user_id', value: 'fan-3' }, purpose: 'personalisation' },
      ...{ state: 'withdrawn', method: 'email' },
    });
    for (const value of likes)
      await good('POST', 'consents', {
        ...{
          subject: { type: 'user_id', value },
          purpose: 'marketing.sms',
          state: 'given',
          method: 'web_form',
        },
      });
    await server.settle();
    const channel = { by: 'trait', trait: 'likes', fallbacks: ['email'] };
    await good('POST', 'campaigns', { ...plan, slug: 'liked', template: 'both', channel, throttle: 1 });
    await good('POST', 'campaigns/liked/start');
    await until(
      () => listMessages('liked'),
      (all) => all.length === 23,
    );
    const made = await server.db.query<{ channel: string; who: string; chosen: unknown }>(
      `select m.channel, i.value as who, m.trigger -> 'values' -> 'channel' as chosen from messages m
       join identifiers i on i.profile_id = m.profile_id and i.type = 'user_id' where m.trigger ->> 'name' = 'liked'`,
    );
    const of = (who: string) => made.find((one) => one.who === who);
    assert.deepEqual(
      [of('fan-2')?.channel, of('fan-2')?.chosen],
      ['sms', { traits: ['likes'], chosen: 'sms' }],
    );
    assert.deepEqual(
      [of('fan-3')?.channel, of('fan-3')?.chosen],
      ['email', { traits: ['likes'], chosen: null }],
    );
    assert.equal(of('fan-4')?.channel, 'email');
    await good('POST', 'campaigns/liked/cancel');
  });

  test('goes again and again, and stops by itself where it cannot', async () => {
    const when = { kind: 'recurring', every: 'day', time: '09:00', zone: 'Europe/Warsaw' };
    await good('POST', 'campaigns', { ...plan, slug: 'daily', template: 'sale-b', when });
    const { next_run_at: first } = await good<Shown>('POST', 'campaigns/daily/start');
    for (let day = 1; day <= 2; day += 1) {
      await server.advance('P1D');
      await until(
        () => good<{ items: { state: string }[] }>('GET', 'campaigns/daily/runs'),
        ({ items }) => items.length === day && items[0]?.state !== 'enrolling',
      );
    }
    const { next_run_at: next } = await get('daily');
    assert.equal(Date.parse(next as string) - Date.parse(first as string), 2 * 86_400_000);
    await good('POST', 'templates/sale-b/archive', {});
    await server.advance('P1D');
    const paused = await toState('daily', 'paused');
    assert.equal(paused.trouble?.code, 'campaign_invalid');
    await good('POST', 'campaigns/daily/cancel');
  });
});
