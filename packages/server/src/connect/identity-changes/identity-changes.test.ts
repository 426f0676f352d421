// Taking people apart again, end to end: what was done, told and joined goes back to whom it belongs to.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  aGroup,
  anIdentify,
  aTrack,
  type Fault,
  type Sent,
  startTestServer,
  type TestServer,
} from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

type Outcome = {
  people: { id: string; is_new: boolean; identifiers: { type: string; value: string }[] }[];
  merged: string[];
};
const ask = (path: string, body: object) => server.api<Outcome>('POST', `/api/identity/${path}`, body);
const idOf = async (type: string, value: string) => (await server.findPerson(type, value))?.id;
const eventsOf = async (type: string, value: string): Promise<string[]> =>
  (await server.listEvents(type, value))
    .map(({ event, type: kind }) => (kind === 'track' ? String(event) : kind))
    .sort();
const namesOf = ({ people }: Outcome): string[][] =>
  people.map(({ identifiers }) =>
    identifiers
      .map(({ value }) => value)
      .filter((value) => value.length < 60)
      .sort(),
  );

/** Somebody with a device and an address, who told something, did something and belongs to an account. */
async function meet(name: string): Promise<string> {
  const device = { userId: undefined, anonymousId: `${name}-device` };
  await server.sendInTurn([
    aTrack({ ...device, event: `${name} looked` }),
    anIdentify({ ...device, traits: { email: `${name}@shop.example`, name, city: `city of ${name}` } }),
    aGroup({ ...device, groupId: `${name} Ltd`, traits: { name: `${name} Ltd` } }),
  ]);
  return (await idOf('anonymous_id', `${name}-device`)) as string;
}

/** One message names the device of one and the address of the other. */
const confuse = (one: string, other: string): Sent =>
  anIdentify({
    ...{ userId: undefined, anonymousId: `${one}-device` },
    traits: { email: `${other}@shop.example`, told_in_confusion: true },
  });

/** As if the two had never been confused, but for the message itself, which is of whom the address belongs to. */
async function assertApart(one: string, other: string, ids: [string, string]): Promise<void> {
  const [left, right] = [
    await server.getPerson('anonymous_id', `${one}-device`),
    await server.getPerson('anonymous_id', `${other}-device`),
  ];
  assert.deepEqual([left.id, right.id], ids, 'both have the ids that they had');
  assert.equal(await idOf('email', `${other}@shop.example`), right.id);
  assert.deepEqual(
    [right.attributes.name?.value, right.attributes.city?.value, right.attributes.told_in_confusion?.value],
    [other, `city of ${other}`, true],
  );
  assert.equal(left.attributes.name?.value, one);
  assert.equal(left.attributes.told_in_confusion, undefined);
  assert.deepEqual(
    left.accounts.map(({ group_id }) => group_id),
    [`${one} Ltd`],
  );
  assert.deepEqual(
    right.accounts.map(({ group_id }) => group_id),
    [`${other} Ltd`],
  );
  assert.deepEqual(await eventsOf('anonymous_id', `${one}-device`), [`${one} looked`, 'group', 'identify']);
  assert.deepEqual(await eventsOf('anonymous_id', `${other}-device`), [
    `${other} looked`,
    'group',
    'identify',
    'identify',
  ]);
}

describe('Unlink', () => {
  test('After a preview that changed nothing, two people are two again, with all that was theirs', async () => {
    const ids: [string, string] = [await meet('ada'), await meet('ben')];
    await server.sendInTurn([confuse('ada', 'ben')]);
    assert.equal(await idOf('anonymous_id', 'ben-device'), ids[0]);
    assert.equal((await eventsOf('anonymous_id', 'ben-device')).length, 7);

    const link = {
      a: { type: 'anonymous_id', value: 'ada-device' },
      b: { type: 'email', value: ' Ben@Shop.Example' },
    };
    const preview = await ask('preview', { action: 'unlink', ...link });
    assert.equal(preview.status, 200, JSON.stringify(preview.body));
    assert.deepEqual(namesOf(preview.body), [
      ['ada-device', 'ada@shop.example'],
      ['ben-device', 'ben@shop.example'],
    ]);
    assert.deepEqual(
      preview.body.people.map(({ is_new }) => is_new),
      [false, true],
    );
    assert.equal(await idOf('anonymous_id', 'ben-device'), ids[0], 'nothing stays of a preview');

    const outcome = await ask('unlink', { ...link, reason: 'One typed the address of the other' });
    assert.deepEqual(outcome.body, preview.body, 'what was shown is what happens');
    await assertApart('ada', 'ben', ids);
    await server.settle();
    const found = await server.api<{ total: number }>('GET', '/api/profiles?purpose=service&q=ben');
    assert.equal(found.body.total, 1, 'lists know it too');
    const [decision] = await server.db.query<{ kind: string; made_by: string; reason: string }>(
      'select kind, made_by, reason from identity_decisions',
    );
    assert.equal(decision?.kind, 'unlink');
    assert.match(decision?.made_by ?? '', /^api_key:/);
    assert.equal(decision?.reason, 'One typed the address of the other');
    for (const device of ['ada-device', 'ben-device']) {
      const { decisions } = await server.getGraph('anonymous_id', device);
      assert.deepEqual(
        decisions.map(({ kind, by_name, reason }) => [kind, by_name, reason]),
        [['unlink', 'bootstrap', 'One typed the address of the other']],
        'both people show it',
      );
    }
  });

  test('What comes later goes where it belongs, and the same words do not join the two again', async () => {
    await server.sendInTurn([
      aTrack({ userId: undefined, anonymousId: 'ben-device', event: 'later' }),
      confuse('ada', 'ben'),
    ]);
    assert.notEqual(await idOf('anonymous_id', 'ben-device'), await idOf('anonymous_id', 'ada-device'));
    assert.ok((await eventsOf('email', 'ben@shop.example')).includes('later'));
    assert.ok(!(await eventsOf('email', 'ada@shop.example')).includes('later'));
    await server.restart();
    assert.ok(!(await eventsOf('email', 'ada@shop.example')).includes('later'));
  });

  test('Allowed again, they are one again', async () => {
    const [ada, ben] = [await idOf('anonymous_id', 'ada-device'), await idOf('anonymous_id', 'ben-device')];
    const link = {
      a: { type: 'anonymous_id', value: 'ada-device' },
      b: { type: 'email', value: 'ben@shop.example' },
    };
    const { body } = await ask('link', link);
    assert.deepEqual(body.merged, [ben]);
    assert.equal(await idOf('anonymous_id', 'ben-device'), ada);
    assert.equal((await server.getPerson('profile_id', ben as string)).id, ada);
    assert.equal((await eventsOf('anonymous_id', 'ada-device')).length, 9);
  });
});

test('Two people whom no message named together are one when a member says so, until they are parted', async () => {
  const [jo, kim] = [await meet('jo'), await meet('kim')];
  const link = {
    a: { type: 'anonymous_id', value: 'jo-device' },
    b: { type: 'email', value: 'kim@shop.example' },
  };
  const { body } = await ask('link', link);
  assert.deepEqual(body.merged, [kim]);
  assert.equal((await eventsOf('anonymous_id', 'kim-device')).length, 6);
  const { edges } = await server.getGraph('anonymous_id', 'jo-device');
  const byHand = edges.filter(({ source }) => source === null);
  assert.deepEqual(
    byHand.map(({ kind }) => kind),
    ['decision'],
  );
  assert.match(byHand[0]?.message_id ?? '', /^decision-\d+$/);
  await ask('unlink', link);
  assert.deepEqual(
    [await idOf('anonymous_id', 'jo-device'), await idOf('anonymous_id', 'kim-device')],
    [jo, kim],
  );
  assert.deepEqual(await eventsOf('anonymous_id', 'kim-device'), ['group', 'identify', 'kim looked']);
});

describe('Other ways apart', () => {
  test('Reverting a merge gives the former person back what they held', async () => {
    const ids: [string, string] = [await meet('cleo'), await meet('dan')];
    await server.sendInTurn([confuse('cleo', 'dan')]);
    const { merges } = await server.getGraph('anonymous_id', 'cleo-device');
    assert.deepEqual(
      merges.map((merge) => merge.from_profile_id),
      [ids[1]],
    );
    const { status, body } = await ask('revert', { profile_id: ids[1] });
    assert.equal(status, 200, JSON.stringify(body));
    await assertApart('cleo', 'dan', ids);
  });

  test('Splitting off chosen identifiers', async () => {
    const ids: [string, string] = [await meet('eve'), await meet('finn')];
    await server.sendInTurn([confuse('eve', 'finn')]);
    const identifiers = [
      { type: 'anonymous_id', value: 'finn-device' },
      { type: 'email', value: 'finn@shop.example' },
    ];
    const { status, body } = await ask('split', { identifiers });
    assert.equal(status, 200, JSON.stringify(body));
    await assertApart('eve', 'finn', ids);
  });

  test('An address that is taken out joins nobody, and joins them again when it is put back', async () => {
    const ids = [await meet('gus'), await meet('hal')];
    await server.sendInTurn([confuse('gus', 'hal')]);
    const identifier = { type: 'email', value: 'hal@shop.example' };
    assert.equal((await ask('remove', { identifier })).status, 200);
    assert.deepEqual(
      [await idOf('anonymous_id', 'gus-device'), await idOf('anonymous_id', 'hal-device')],
      ids,
    );
    await server.sendInTurn([confuse('gus', 'hal')]);
    assert.notEqual(await idOf('anonymous_id', 'hal-device'), ids[0]);
    assert.equal((await ask('restore', { identifier })).status, 200);
    assert.equal(await idOf('anonymous_id', 'hal-device'), ids[0]);
  });
});

test('What makes no sense is refused with what to do', async () => {
  await meet('ida');
  const device = { type: 'anonymous_id', value: 'ida-device' };
  const email = { type: 'email', value: 'ida@shop.example' };
  const nobody = { type: 'email', value: 'nobody@shop.example' };
  const refusals: [string, object, number, RegExp][] = [
    ['unlink', { a: device, b: nobody }, 404, /Nobody has the email/],
    ['unlink', { a: device, b: { type: 'email', value: 'ada@shop.example' } }, 400, /No message named/],
    ['link', { a: device, b: email }, 400, /not apart/],
    ['link', { a: device, b: device }, 400, /two different/],
    ['restore', { identifier: email }, 400, /not taken out/],
    ['split', { identifiers: [device, { type: 'anonymous_id', value: 'ada-device' }] }, 400, /one person/],
    ['revert', { profile_id: '1' }, 404, /was merged/],
    ['revert', { profile_id: 'x' }, 400, /profile_id/],
    ['preview', { action: 'forget' }, 400, /action/],
  ];
  for (const [path, body, status, message] of refusals) {
    const answer = await server.api<Fault>('POST', `/api/identity/${path}`, body);
    assert.equal(answer.status, status, `${path} ${JSON.stringify(answer.body)}`);
    assert.match(answer.body.error.message, message);
  }
  const decisions = await server.db.query('select from identity_decisions where identifier_ids is null');
  assert.deepEqual(decisions, []);
});
