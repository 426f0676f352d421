// Corner cases of identity that need the whole road: messages, decisions of members, and what is shown of people. The
// numbers are those of `connect/identity/corner-cases.test.ts`, which has the others.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  aGroup,
  anAlias,
  anIdentify,
  aTrack,
  startTestServer,
  type TestServer,
} from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

async function decide(path: string, body: object): Promise<void> {
  const { status, text } = await server.api('POST', `/api/identity/${path}`, body);
  assert.equal(status, 200, text);
}

const device = (value: string) => ({ type: 'anonymous_id', value });
const user = (value: string) => ({ type: 'user_id', value });
const email = (value: string) => ({ type: 'email', value });
const idOf = async (type: string, value: string) => (await server.findPerson(type, value))?.id;
const visitor = (anonymousId: string) => ({ userId: undefined, anonymousId });
const meets = (name: string, address = `${name}@shop.example`) =>
  anIdentify({ ...visitor(`${name}-device`), traits: { email: address } });

/** Publishes another version of a purpose: with this consent model from now on. */
const setConsentModel = (slug: string, model: string) =>
  server.db.query(
    `insert into purposes (workspace_id, slug, version, bit, name, description, legal_basis, consent_model, published_at)
     select workspace_id, slug, version + 1, bit, name, description, legal_basis, $2, published_at
     from purposes where slug = $1 order by version desc limit 1`,
    [slug, model],
  );

describe('10: what happened under an id that is somebody’s again', () => {
  test('stays with the identifier that it happened to, also when that one did not move', async () => {
    await server.sendInTurn(
      [meets('pat')],
      [aTrack({ ...visitor('quin-device'), event: 'Quin looked' })],
      [meets('quin'), aTrack({ ...visitor('quin-device'), event: 'Quin looked again' })],
    );
    const quin = await idOf('anonymous_id', 'quin-device');
    await server.sendInTurn([
      anIdentify({ ...visitor('pat-device'), traits: { email: 'quin@shop.example' } }),
    ]);
    const pat = await idOf('anonymous_id', 'pat-device');
    assert.equal(await idOf('anonymous_id', 'quin-device'), pat);
    // The address stays with pat, and the device has its person back, under whose id the address was told.
    await decide('unlink', { a: device('quin-device'), b: email('quin@shop.example') });
    assert.deepEqual(
      [await idOf('anonymous_id', 'quin-device'), await idOf('email', 'quin@shop.example')],
      [quin, pat],
    );
    const eventsOf = async (type: string, value: string) =>
      (await server.listEvents(type, value)).map(({ event, type: kind }) => event ?? kind).sort();
    assert.deepEqual(await eventsOf('anonymous_id', 'quin-device'), ['Quin looked', 'Quin looked again']);
    assert.deepEqual(await eventsOf('anonymous_id', 'pat-device'), ['identify', 'identify', 'identify']);
  });
});

describe('11: a removed identifier', () => {
  const address = 'both@shop.example';
  const apart = async (...names: string[]) => {
    const ids = await Promise.all(names.map((name) => idOf('anonymous_id', `${name}-device`)));
    assert.equal(new Set(ids).size, names.length, `${names} are apart`);
  };

  test('does not join who is named with it before, after, or several times in one batch', async () => {
    await server.sendInTurn([meets('gus', address), meets('hal', address)]);
    assert.equal(await idOf('anonymous_id', 'gus-device'), await idOf('anonymous_id', 'hal-device'));
    await decide('remove', { identifier: email(address), reason: 'It is the address of an office' });
    await apart('gus', 'hal');
    await server.sendInTurn(
      [meets('gus', address), meets('hal', address), meets('ida', address), meets('jan', address)],
      [meets('kim', address)],
    );
    await apart('gus', 'hal', 'ida', 'jan', 'kim');
    await server.restart();
    await server.sendInTurn([meets('gus', address), meets('lea', address)]);
    await apart('gus', 'hal', 'ida', 'jan', 'kim', 'lea');
  });

  test('does not join by a message that is under way when it is removed, whichever gets its turn first', async () => {
    for (const removedFirst of [true, false]) {
      const names = ['mia', 'nils'].map((name) => `${name}-${removedFirst}`);
      const shared = `under-way-${removedFirst}@shop.example`;
      const [one, other] = names as [string, string];
      await server.sendInTurn([meets(one, shared), aTrack(visitor(`${other}-device`))]);
      const client = await server.db.pool.connect();
      await client.query('begin');
      await client.query('select from pipeline_position for update');
      const send = () => server.send([meets(other, shared), meets(one, shared)]);
      const remove = () => decide('remove', { identifier: email(shared) });
      const waiting = [(removedFirst ? remove : send)()];
      await sleep(200);
      waiting.push((removedFirst ? send : remove)());
      await sleep(200);
      await client.query('commit');
      client.release();
      await Promise.all(waiting);
      await server.settle();
      await apart(one, other);
    }
  });
});

describe('12: what was permitted when something was told', () => {
  test('stays with it: a merge widens nothing, and taken apart both have what they had', async () => {
    await server.sendInTurn([
      anIdentify({
        ...visitor('una-device'),
        traits: { email: 'una@shop.example', city: 'Gdynia', plan: 'gold' },
      }),
      aTrack({ ...visitor('una-device'), event: 'Una looked' }),
    ]);
    await setConsentModel('analytics', 'opt_in');
    await server.sendInTurn([
      anIdentify({
        ...visitor('vic-device'),
        traits: { email: 'vic@shop.example', city: 'Lublin', size: 'M' },
      }),
      aTrack({ ...visitor('vic-device'), event: 'Vic looked' }),
    ]);
    await setConsentModel('analytics', 'opt_out');
    const seen = async (name: string) => {
      const { attributes, denied } = await server.getPerson('anonymous_id', `${name}-device`, 'analytics');
      const events = await server.listEvents('anonymous_id', `${name}-device`, 'purpose=analytics');
      return {
        attributes: Object.fromEntries(Object.entries(attributes).map(([key, { value }]) => [key, value])),
        denied: denied.map(({ field, reason }) => `${field}: ${reason.code}`).sort(),
        events: events.map(({ event, type }) => event ?? type).sort(),
      };
    };
    const before = [await seen('una'), await seen('vic')];
    assert.deepEqual(before[1]?.attributes, {});
    assert.deepEqual(before[1]?.events, []);

    await server.sendInTurn([
      anIdentify({ ...visitor('una-device'), traits: { email: 'vic@shop.example' } }),
    ]);
    assert.equal(await idOf('anonymous_id', 'una-device'), await idOf('anonymous_id', 'vic-device'));
    const merged = await seen('una');
    assert.deepEqual(merged.attributes, { email: 'vic@shop.example', plan: 'gold' });
    assert.deepEqual(
      merged.denied,
      ['city', 'size'].map((name) => `${name}: not_collected_for_purpose`),
    );
    assert.ok(merged.events.includes('Una looked') && !merged.events.includes('Vic looked'));
    const listed = await server.api('GET', '/api/profiles?purpose=analytics&q=Lublin');
    assert.deepEqual(listed.body.items, [], 'nor is it searched');

    await decide('unlink', { a: device('una-device'), b: email('vic@shop.example') });
    const [una, vic] = [await seen('una'), await seen('vic')];
    assert.deepEqual(una, before[0]);
    // The message that joined the two is of whom the address belongs to, and was permitted.
    assert.deepEqual(vic.attributes, { email: 'vic@shop.example' });
    assert.deepEqual(vic.events, ['identify']);
    assert.deepEqual(
      vic.denied,
      before[1]?.denied.filter((text) => !text.startsWith('email')),
    );
  });
});

describe('13: what hangs on a person', () => {
  const accountsOf = async (type: string, value: string) =>
    (await server.getPerson(type, value)).accounts
      .map(({ group_id, role, since }) => `${group_id} ${role} ${since.slice(0, 10)}`)
      .sort();
  const belongs = (name: string, groupId: string, day: number, role?: string) =>
    aGroup({
      ...{ ...visitor(`${name}-device`), groupId, timestamp: `2026-02-0${day}T00:00:00Z` },
      traits: role === undefined ? {} : { role },
    });

  test('goes along with a merge, is not doubled, and goes back to whom its identifier belongs to', async () => {
    await server.sendInTurn([
      meets('pia'),
      meets('rob'),
      belongs('pia', 'firm', 1, 'clerk'),
      belongs('pia', 'choir', 2, 'alto'),
      belongs('rob', 'firm', 3, 'partner'),
      belongs('rob', 'club', 4),
    ]);
    await server.sendInTurn([
      anIdentify({ ...visitor('pia-device'), traits: { email: 'rob@shop.example' } }),
    ]);
    const both = ['choir alto 2026-02-02', 'club null 2026-02-04', 'firm partner 2026-02-01'];
    assert.deepEqual(await accountsOf('anonymous_id', 'rob-device'), both);
    assert.deepEqual(await accountsOf('anonymous_id', 'pia-device'), both);
    await server.sendInTurn([belongs('pia', 'firm', 5, 'chair')]);
    await decide('unlink', { a: device('pia-device'), b: email('rob@shop.example') });
    assert.deepEqual(await accountsOf('anonymous_id', 'pia-device'), [
      'choir alto 2026-02-02',
      'firm chair 2026-02-01',
    ]);
    assert.deepEqual(await accountsOf('anonymous_id', 'rob-device'), [
      'club null 2026-02-04',
      'firm partner 2026-02-03',
    ]);
  });

  test('of a device that changed hands is told of whoever had it then', async () => {
    const signsIn = (userId: string, day: number) =>
      aTrack({ userId, anonymousId: 'till-device', timestamp: `2026-02-0${day}T00:00:00Z` });
    await server.sendInTurn([
      signsIn('sam', 1),
      belongs('till', 'firm', 2, 'clerk'),
      signsIn('tom', 4),
      belongs('till', 'club', 5, 'guest'),
      belongs('till', 'firm', 6, 'visitor'),
    ]);
    assert.deepEqual(await accountsOf('user_id', 'sam'), ['firm clerk 2026-02-02']);
    assert.deepEqual(await accountsOf('user_id', 'tom'), []);
    assert.deepEqual(await accountsOf('anonymous_id', 'till-device'), [
      'club guest 2026-02-05',
      'firm visitor 2026-02-06',
    ]);
    await decide('unlink', { a: user('tom'), b: device('till-device') });
    assert.deepEqual(await accountsOf('user_id', 'sam'), [
      'club guest 2026-02-05',
      'firm visitor 2026-02-02',
    ]);
  });
});

describe('14: the id of a merged person', () => {
  test('leads to the living one, and says by which message', async () => {
    await server.sendInTurn([meets('wil')], [meets('xia')], [meets('yan')]);
    const ids = await Promise.all(
      ['wil', 'xia', 'yan'].map((name) => idOf('anonymous_id', `${name}-device`)),
    );
    const [wil, xia, yan] = ids as [string, string, string];
    const joins = (name: string, other: string, messageId: string) =>
      anIdentify({ ...visitor(`${name}-device`), traits: { email: `${other}@shop.example` }, messageId });
    await server.sendInTurn(
      [joins('yan', 'xia', 'joins yan and xia')],
      [joins('xia', 'wil', 'joins xia and wil')],
    );
    for (const [old, messageId] of [
      [xia, 'joins xia and wil'],
      [yan, 'joins yan and xia'],
    ] as const) {
      const { id, redirect } = await server.getPerson('profile_id', old);
      assert.equal(id, wil);
      assert.deepEqual(
        [redirect?.from_profile_id, redirect?.into_profile_id, redirect?.reason, redirect?.message_id],
        [old, wil, 'link', messageId],
      );
      assert.equal(redirect?.decision, null);
    }
    assert.equal((await server.getPerson('profile_id', wil)).redirect, null);
    assert.equal((await server.getPerson('anonymous_id', 'xia-device')).redirect, null);
    const { merges } = await server.getGraph('profile_id', yan);
    assert.deepEqual(merges.map((merge) => merge.from_profile_id).sort(), [xia, yan].sort());
    assert.equal((await server.listEvents('profile_id', xia)).length, 5);
  });

  test('says which member decided it and why, and is somebody again when the merge is undone', async () => {
    const [wil, xia] = [await idOf('email', 'wil@shop.example'), await idOf('email', 'xia@shop.example')];
    assert.equal(wil, xia);
    const link = { a: device('xia-device'), b: email('wil@shop.example') };
    await decide('unlink', { ...link, reason: 'A typing mistake' });
    const back = (await idOf('email', 'xia@shop.example')) as string;
    assert.notEqual(back, wil);
    assert.equal((await server.getPerson('profile_id', back)).redirect, null);
    await decide('link', { ...link, reason: 'It was none' });
    const { id, redirect } = await server.getPerson('profile_id', back);
    assert.equal(id, wil);
    assert.deepEqual(
      [redirect?.reason, redirect?.decision?.kind, redirect?.decision?.reason],
      ['derived', 'link', 'It was none'],
    );
    assert.match(redirect?.decision?.by ?? '', /^api_key:/);
    const { merges } = await server.getGraph('email', 'wil@shop.example');
    assert.deepEqual(
      merges.find((merge) => merge.from_profile_id === back),
      redirect,
    );
  });
});

describe('17: households and accounts', () => {
  test('join nobody, whether a group call, a trait or another system names them', async () => {
    const context = {
      externalIds: [{ type: 'account_id', id: 'acme', collection: 'users', encoding: 'none' }],
    };
    await server.sendInTurn([
      anIdentify({ userId: 'zoe', traits: { household_id: 'h-1', accountId: 'acme' } }),
      anIdentify({ userId: 'abe', traits: { householdId: 'h-1' }, context }),
      aGroup({ userId: 'zoe', groupId: 'acme', traits: { role: 'owner', name: 'Acme' } }),
      aGroup({ userId: 'abe', groupId: 'acme', role: 'clerk' }),
    ]);
    const [zoe, abe] = [await server.getPerson('user_id', 'zoe'), await server.getPerson('user_id', 'abe')];
    assert.notEqual(zoe.id, abe.id);
    assert.deepEqual(
      [zoe, abe].map(({ accounts }) => accounts.map(({ group_id, name, role }) => [group_id, name, role])),
      [[['acme', 'Acme', 'owner']], [['acme', 'Acme', 'clerk']]],
    );
    assert.equal(await idOf('household_id', 'h-1'), undefined, 'a household is no person');
    const { nodes, refusals } = await server.getGraph('user_id', 'zoe');
    const beside = nodes.filter(({ profile_id }) => profile_id === null).map(({ type }) => type);
    assert.deepEqual([beside.sort(), refusals], [['account_id', 'household_id'], []]);
  });
});

describe('19: linking is a purpose', () => {
  test('where it is not permitted, messages link nothing, and it is shown why', async () => {
    await server.sendInTurn([meets('dot')], [anIdentify({ userId: 'dot', anonymousId: 'dot-device' })]);
    await setConsentModel('identity.link', 'opt_in');
    await server.sendInTurn([
      aTrack({ ...visitor('cyd-device'), event: 'Looked' }),
      anIdentify({
        userId: 'cyd',
        anonymousId: 'cyd-device',
        traits: { email: 'cyd@shop.example', city: 'Radom' },
      }),
      anAlias({ userId: 'cyd', previousId: 'cyd-device' }),
      aTrack({ userId: 'cyd', anonymousId: 'cyd-device', event: 'Bought' }),
      aTrack({ userId: 'cyd', event: 'Asked' }),
      aTrack({ userId: 'dot', anonymousId: 'dot-device', event: 'Came again' }),
    ]);
    const [account, before] = await Promise.all([
      server.getPerson('user_id', 'cyd'),
      server.getPerson('anonymous_id', 'cyd-device'),
    ]);
    assert.notEqual(account.id, before.id);
    assert.deepEqual(
      account.identifiers.map(({ type, value }) => [type, value]),
      [['user_id', 'cyd']],
    );
    assert.equal(account.attributes.city?.value, 'Radom');
    const eventsOf = async (type: string, value: string) =>
      (await server.listEvents(type, value)).map(({ event, type: kind }) => event ?? kind).sort();
    assert.deepEqual(await eventsOf('user_id', 'cyd'), ['Asked', 'Bought', 'alias', 'identify']);
    assert.deepEqual(await eventsOf('anonymous_id', 'cyd-device'), ['Looked']);
    assert.equal(
      await idOf('email', 'cyd@shop.example'),
      undefined,
      'nobody is found by what may not be linked',
    );

    const { nodes, edges, linking } = await server.getGraph('user_id', 'cyd');
    assert.deepEqual([edges, nodes.map(({ links_withheld }) => links_withheld)], [[], [3]]);
    assert.deepEqual([linking.decision, linking.reason.code], ['deny', 'consent_unknown']);
    const known = await server.getGraph('user_id', 'dot');
    assert.ok(known.edges.length > 0, 'what was linked while it was permitted stays');
    assert.ok((await eventsOf('anonymous_id', 'dot-device')).includes('Came again'));
  });

  test('permitted again, it links from then on', async () => {
    await setConsentModel('identity.link', 'opt_out');
    const [id] = [await idOf('user_id', 'cyd')];
    await server.sendInTurn([aTrack({ userId: 'cyd', anonymousId: 'cyd-device' })]);
    assert.equal(await idOf('anonymous_id', 'cyd-device'), await idOf('user_id', 'cyd'));
    assert.ok(id !== undefined && (await server.findPerson('profile_id', id)) !== undefined);
    const { linking, nodes } = await server.getGraph('user_id', 'cyd');
    assert.equal(linking.decision, 'permit');
    assert.deepEqual(nodes.map(({ links_withheld }) => links_withheld).sort(), [0, 3]);
  });

  test('without such a purpose nobody permits it', async () => {
    await server.db.query(`update purposes set retired_at = published_at where slug = 'identity.link'`);
    await server.sendInTurn([aTrack({ userId: 'eli', anonymousId: 'eli-device' })]);
    const { linking, nodes } = await server.getGraph('user_id', 'eli');
    assert.deepEqual([linking.decision, nodes.length, nodes[0]?.links_withheld], ['deny', 1, 1]);
  });
});
