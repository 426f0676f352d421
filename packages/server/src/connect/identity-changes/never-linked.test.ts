// Linked and unlinked again is as if never linked: through collect, the pipeline and the API, with all that a person has.
//
// Each case lives twice among ids of its own, so that all go through one server side by side: once with messages that tie
// two people, who are then unlinked, and once with the same messages, which name one of the two only.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import {
  aGroup,
  anIdentify,
  aTrack,
  type PersonBody,
  type Sent,
  startTestServer,
  type TestServer,
  toProfilePath,
} from '../../testing/index.ts';

const casesCount = 30;

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

type Who = 'one' | 'other';
/** What somebody does under an identifier of their own, on a day. */
type Step = {
  who: Who;
  by: 'user' | 'device';
  kind: 'track' | 'identify' | 'group';
  day: number;
  word: string;
};

const step: fc.Arbitrary<Step> = fc.record({
  who: fc.constantFrom('one', 'other'),
  by: fc.constantFrom('user', 'device'),
  kind: fc.constantFrom('track', 'identify', 'group'),
  day: fc.integer({ min: 1, max: 28 }),
  word: fc.constantFrom('a', 'b', 'c'),
});
const steps = fc.array(step, { maxLength: 5 });
const oneCase = fc.record({
  /** Whether the second is known by an account too: then a rule keeps the two apart, and the device becomes shared. */
  otherHasAccount: fc.boolean(),
  tieDay: fc.integer({ min: 10, max: 28 }),
  before: steps,
  beside: steps,
  between: steps,
  afterwards: steps,
});
type Case = typeof oneCase extends fc.Arbitrary<infer Value> ? Value : never;

const at = (day: number): string => new Date(Date.UTC(2026, 0, day)).toISOString();

/** The messages of one telling of a case. Their ids are the same in both, but for the prefix. */
class Telling {
  readonly prefix: string;
  readonly #case: Case;
  readonly #ties: boolean;
  #count = 0;

  constructor(prefix: string, told: Case, ties: boolean) {
    this.prefix = prefix;
    this.#case = told;
    this.#ties = ties;
  }

  name(who: Who, by: 'user' | 'device'): { userId?: string; anonymousId?: string } {
    const hasAccount = who === 'one' || this.#case.otherHasAccount;
    return by === 'user' && hasAccount
      ? { userId: `${this.prefix}${who}`, anonymousId: undefined as never }
      : { userId: undefined as never, anonymousId: `${this.prefix}${who}-device` };
  }

  #sent(build: (given: Sent) => Sent, given: Sent): Sent {
    this.#count += 1;
    return build({ ...given, messageId: `${this.prefix}m${this.#count}` });
  }

  steps(list: readonly Step[]): Sent[] {
    return list.map(({ who, by, kind, day, word }) => {
      const own = { ...this.name(who, by), timestamp: at(day) };
      if (kind === 'track') return this.#sent(aTrack, { ...own, event: `did ${word}` });
      if (kind === 'identify') return this.#sent(anIdentify, { ...own, traits: { [word]: `${who} ${day}` } });
      return this.#sent(aGroup, {
        ...own,
        groupId: `${this.prefix}${word}`,
        traits: { role: `${who} ${day}` },
      });
    });
  }

  /** Everybody is there, each with account and device, before anything ties the two. */
  introduce(): Sent[] {
    return (['one', 'other'] as const).flatMap((who) => [
      this.#sent(aTrack, { ...this.name(who, 'device'), timestamp: at(1), event: 'came' }),
      this.#sent(anIdentify, {
        ...{ ...this.name(who, 'user'), anonymousId: `${this.prefix}${who}-device`, timestamp: at(2) },
        traits: { name: who },
      }),
    ]);
  }

  /** The account of one on the device of the other. */
  tie(): Sent {
    const anonymousId = this.#ties ? `${this.prefix}other-device` : undefined;
    return this.#sent(anIdentify, {
      ...{
        userId: `${this.prefix}one`,
        anonymousId,
        timestamp: at(this.#case.tieDay),
        traits: { tied: true },
      },
    });
  }
}

/** Without counting events, which takes most of the time. */
async function getPerson(type: string, value: string): Promise<PersonBody> {
  const { status, body, text } = await server.api<PersonBody>(
    'GET',
    `${toProfilePath(type, value)}?purpose=service`,
  );
  assert.equal(status, 200, text);
  return body;
}

const idsOf = (telling: Telling): Promise<string[]> =>
  Promise.all(
    (['one', 'other'] as const).map(
      async (who) => (await getPerson('anonymous_id', `${telling.prefix}${who}-device`)).id,
    ),
  );

/** All that is shown of the two, without the prefix. */
async function read({ prefix }: Telling): Promise<unknown> {
  const shown = [];
  for (const who of ['one', 'other']) {
    const value = `${prefix}${who}-device`;
    const person = await getPerson('anonymous_id', value);
    const events = await server.listEvents('anonymous_id', value);
    shown.push({
      identifiers: person.identifiers.map((one) => `${one.type} ${one.value}`).sort(),
      attributes: Object.entries(person.attributes)
        .map(([name, one]) => [name, one.value, one.message_id])
        .sort(),
      accounts: person.accounts.map(({ group_id, role, since }) => [group_id, role, since]).sort(),
      events: events.map(({ message_id, event, type }) => [message_id, event ?? type]).sort(),
      refusals: (await server.getGraph('anonymous_id', value)).refusals.length,
    });
  }
  return JSON.parse(JSON.stringify(shown).replaceAll(prefix, ''));
}

async function sendAll(messages: (telling: Telling) => Sent[], tellings: readonly Telling[]): Promise<void> {
  for (const telling of tellings) {
    const batch = messages(telling);
    if (batch.length > 0) await server.send(batch);
  }
  await server.settle();
}

test('linked and unlinked again is as if never linked', { timeout: 120_000 }, async (t) => {
  const seed = Math.floor(Date.now() / 86_400_000);
  t.diagnostic(`seed ${seed}`);
  const cases = fc.sample(oneCase, { numRuns: casesCount, seed });
  const worlds = cases.map((told, i) => ({
    told,
    linked: new Telling(`l${i}-`, told, true),
    never: new Telling(`n${i}-`, told, false),
  }));
  const tellings = worlds.flatMap(({ linked, never }) => [linked, never]);
  const toldOf = new Map(
    worlds.flatMap(({ told, linked, never }) => [[linked, told] as const, [never, told] as const]),
  );
  const of = (telling: Telling): Case => toldOf.get(telling) as Case;

  await sendAll((telling) => [...telling.introduce(), ...telling.steps(of(telling).before)], tellings);
  const before = await Promise.all(tellings.map(idsOf));
  await sendAll((telling) => [telling.tie(), ...telling.steps(of(telling).beside)], tellings);
  await sendAll((telling) => telling.steps(of(telling).between), tellings);
  const merged = await Promise.all(worlds.map(async ({ linked }) => new Set(await idsOf(linked)).size === 1));
  assert.ok(
    merged.includes(true) && merged.includes(false),
    'some are joined, some are kept apart by a rule',
  );
  for (const { linked } of worlds) {
    const { status, text } = await server.api('POST', '/api/identity/unlink', {
      a: { type: 'user_id', value: `${linked.prefix}one` },
      b: { type: 'anonymous_id', value: `${linked.prefix}other-device` },
    });
    assert.equal(status, 200, text);
  }
  await sendAll((telling) => [...telling.steps(of(telling).afterwards), telling.tie()], tellings);

  assert.deepEqual(await Promise.all(tellings.map(idsOf)), before, 'everybody has the id that they had');
  for (const [i, ids] of before.entries()) {
    for (const id of ids) {
      const { redirect } = await getPerson('profile_id', id);
      assert.equal(redirect, null, `an id of ${tellings[i]?.prefix} still leads elsewhere`);
    }
  }
  for (const { told, linked, never } of worlds)
    assert.deepEqual(await read(linked), await read(never), `seed ${seed}: ${JSON.stringify(told)}`);
});
