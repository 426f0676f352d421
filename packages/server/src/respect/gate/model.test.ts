// The gate: what must hold for all people and purposes, and the cases that have a name.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { consentStates, isNegative, joinStatements, type Statement } from '../consents/index.ts';
import { includesPurpose, type Purpose } from '../purposes/index.ts';
import { toDestination } from '../recipients/index.ts';
import { decide, listConflicts, nobody, permissionsOf, type Subject } from './model.ts';
import { aPurpose, aStatement } from './test-subjects.ts';

const models = ['none', 'notice', 'opt_out', 'opt_in', 'explicit'] as const;

/** Few identifiers and moments, so that statements meet. */
const statement: fc.Arbitrary<Omit<Statement, 'e'>> = fc.record(
  {
    p: fc.integer({ min: 0, max: 1 }),
    v: fc.constantFrom(1, 2),
    s: fc.constantFrom(...consentStates),
    t: fc.integer({ min: 0, max: 12 }),
    u: fc.integer({ min: 1, max: 16 }),
    i: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
    b: fc.constantFrom('subject' as const, 'parent' as const, 'user_agent' as const),
    m: fc.constantFrom('form', 'gpc'),
    x: fc.constantFrom('expressed' as const, 'explicitly_expressed' as const),
    r: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 2 }),
  },
  { requiredKeys: ['p', 'v', 's', 't', 'i', 'm'] },
);

const statements: fc.Arbitrary<Statement[]> = fc
  .array(statement, { maxLength: 12 })
  .map((list) => list.map((one, place) => ({ e: place + 1, ...one })));

const purpose: fc.Arbitrary<Purpose> = fc
  .record({
    consent_model: fc.constantFrom(...models),
    legal_basis: fc.constantFrom('consent', 'contract', 'legitimate_interest'),
    bit: fc.constantFrom(0, 1),
    meaning_version: fc.constantFrom(1, 2),
    minimum_age: fc.constantFrom(0, 16),
    ancestors: fc.constantFrom([], [1]),
  })
  .map((given) => aPurpose({ ...given, version: 2, ancestors: given.bit === 1 ? [] : given.ancestors }));

const facts: fc.Arbitrary<Omit<Subject, 'statements'>> = fc.record(
  {
    known: fc.constant(true),
    via: fc.subarray([1, 2, 3, 4]),
    ageBand: fc.constantFrom('under_13', '13_to_15', '16_to_17', 'adult', undefined),
  },
  { requiredKeys: ['known'] },
);

const at = 8;
const permits = (subject: Subject, one = aPurpose(), moment = at): boolean =>
  decide(subject, { purpose: one, at: moment }).decision === 'permit';
const known = (...list: Statement[]): Subject => ({ statements: list, known: true });
const runs = { numRuns: 2000 };

describe('For all people and purposes', () => {
  test('adding a negative never turns deny into permit', () => {
    const negative = statement
      .filter(({ s }) => isNegative(s))
      .map((one): Statement => ({ e: 1000, ...one }));
    fc.assert(
      fc.property(statements, negative, facts, purpose, (list, no, rest, one) => {
        const before = permits({ ...rest, statements: list }, one);
        const after = permits({ ...rest, statements: [...list, no] }, one);
        assert.ok(before || !after);
      }),
      runs,
    );
  });

  test('merging never permits what one of the two denied, unless that one only never said anything', () => {
    fc.assert(
      fc.property(statements, statements, facts, purpose, (mine, others, rest, one) => {
        // Two people hold different identifiers, and what is said on both was said of both.
        const [a, b] = split([...mine, ...others]);
        const parts: Subject[] = [a, b].map((list) => ({ ...rest, statements: list }));
        const both = { ...rest, statements: joinHeld(a, b) };
        if (!permits(both, one)) return;
        for (const part of parts) {
          const { decision, reason } = decide(part, { purpose: one, at });
          const silent = ['consent_unknown', 'consent_expired', 'consent_version_stale', 'needs_explicit'];
          const parental = ['needs_parent', 'needs_refresh'];
          assert.ok(decision === 'permit' || [...silent, ...parental].includes(reason.code), reason.code);
        }
      }),
      runs,
    );
  });

  test('merging is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(statements, fc.nat(), fc.nat(), facts, purpose, (list, x, y, rest, one) => {
        const part = (from: number, to: number) => list.slice(from % 13, to % 13);
        const [a, b, c] = [list.slice(0, x % 13), part(x, y), list.slice(y % 13)];
        const answer = (...lists: Statement[][]) =>
          decide({ ...rest, statements: joinStatements(...lists) }, { purpose: one, at });
        assert.deepEqual(answer(a, b), answer(b, a));
        assert.deepEqual(answer(joinStatements(a, b), c), answer(a, joinStatements(b, c)));
        assert.deepEqual(answer(a, a), answer(a));
      }),
      runs,
    );
  });

  test('the order of arrival does not matter', () => {
    const shuffled = statements.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, facts, purpose, ([list, other], rest, one) => {
        const answer = (some: Statement[]) => decide({ ...rest, statements: some }, { purpose: one, at });
        assert.deepEqual(answer(list), answer(other));
      }),
      runs,
    );
  });

  test('unknown and expired are denied where consent is needed', () => {
    fc.assert(
      fc.property(statements, facts, fc.constantFrom('opt_in', 'explicit'), (list, rest, consent_model) => {
        const one = aPurpose({ consent_model });
        const ended = list.map((statement) => ({ ...statement, u: Math.min(at, statement.u ?? at) }));
        assert.ok(!permits({ ...rest, statements: ended }, one));
        const silent = list.filter(({ s }) => s === 'requested' || s === 'request_deferred');
        assert.ok(!permits({ ...rest, statements: silent }, one));
      }),
      runs,
    );
  });

  test('the snapshot holds exactly the purposes that are permitted', () => {
    fc.assert(
      fc.property(statements, facts, fc.constantFrom(...models), (list, rest, consent_model) => {
        const subject = { ...rest, statements: list };
        const all = [aPurpose({ bit: 0, consent_model }), aPurpose({ bit: 1 })];
        const snapshot = permissionsOf(subject, all, at);
        for (const one of all) assert.equal(includesPurpose(snapshot, one), permits(subject, one));
        assert.equal(snapshot & ~3n, 0n);
      }),
      runs,
    );
  });

  test('every decision has a reason, and a sentence that names the purpose', () => {
    fc.assert(
      fc.property(statements, facts, purpose, (list, rest, one) => {
        const { reason } = decide({ ...rest, statements: list }, { purpose: one, at });
        assert.match(reason.code, /^[a-z_]+$/);
        assert.match(reason.message, /^"Marketing by e-mail" .+\.$/);
      }),
    );
  });
});

/** Statements of two people: one holds the identifiers 1 and 2, the other 3 and 4. */
function split(list: readonly Statement[]): [Statement[], Statement[]] {
  const renamed = list.map((one, place) => ({ ...one, e: place + 1 }));
  const held = (from: number) =>
    renamed.flatMap((one) => {
      const i = one.i.filter((id) => id === from || id === from + 1);
      return i.length === 0 ? [] : [{ ...one, i }];
    });
  return [held(1), held(3)];
}

function joinHeld(a: readonly Statement[], b: readonly Statement[]): Statement[] {
  const byId = new Map(a.map((one) => [one.e, one]));
  for (const one of b) {
    const other = byId.get(one.e);
    byId.set(one.e, other === undefined ? one : { ...one, i: [...other.i, ...one.i] });
  }
  return [...byId.values()];
}

describe('Silence', () => {
  test('permits what rests on law or interest, and nothing that needs consent', () => {
    for (const consent_model of models) {
      const legal_basis = consent_model === 'opt_in' || consent_model === 'explicit' ? 'consent' : 'contract';
      const { decision, reason } = decide(nobody, { purpose: aPurpose({ consent_model, legal_basis }), at });
      const denied = legal_basis === 'consent';
      assert.equal(decision, denied ? 'deny' : 'permit', consent_model);
      assert.equal(reason.code, denied ? 'consent_unknown' : 'basis_contract');
    }
  });
});

describe('What was said last counts', () => {
  test('a withdrawal ends a consent, and a new consent ends the withdrawal', () => {
    const given = aStatement({ t: 1 });
    const withdrawn = aStatement({ t: 2, s: 'withdrawn' });
    const again = aStatement({ t: 3 });
    assert.ok(permits(known(given)));
    assert.ok(!permits(known(given, withdrawn)));
    assert.ok(permits(known(given, withdrawn, again)));
  });

  test('23: a consent that arrives late does not undo a withdrawal made after it', () => {
    const withdrawn = aStatement({ t: 5, s: 'withdrawn' });
    const late = aStatement({ t: 3 });
    assert.ok(!permits(known(withdrawn, late)));
  });

  test('23: of two statements of one moment the one that denies counts', () => {
    assert.ok(!permits(known(aStatement({ t: 5, s: 'refused' }), aStatement({ t: 5 }))));
  });

  test('23: of two that deny at one moment the same is named, whichever arrived first', () => {
    const stateSaid = (...states: Statement['s'][]): string | undefined => {
      const said = states.map((s) => aStatement({ t: 5, s }));
      return decide(known(...said), { purpose: aPurpose(), at }).reason.consent_event?.state;
    };
    assert.equal(stateSaid('withdrawn', 'refused'), 'withdrawn');
    assert.equal(stateSaid('refused', 'withdrawn'), 'withdrawn');
    assert.equal(stateSaid('objected', 'withdrawn'), 'objected');
  });

  test('a consent ends when its time is over, and an objection made before it is heard again', () => {
    const objected = aStatement({ t: 1, s: 'objected' });
    const until = aStatement({ t: 2, u: 7 });
    assert.ok(permits(known(objected, until), aPurpose(), 6));
    assert.equal(decide(known(until), { purpose: aPurpose(), at }).reason.code, 'consent_expired');
    const interest = aPurpose({ legal_basis: 'legitimate_interest', consent_model: 'opt_out' });
    assert.ok(!permits(known(objected, until), interest));
  });

  test('what a contract needs cannot be withdrawn, but it can be restricted', () => {
    const service = aPurpose({ legal_basis: 'contract', consent_model: 'none' });
    for (const s of consentStates)
      assert.equal(permits(known(aStatement({ s })), service), s !== 'restricted', s);
  });
});

describe('5: two people become one', () => {
  test('a refusal of either denies both, and the conflict is shown', () => {
    const subject = known(aStatement({ i: [1] }), aStatement({ i: [2], s: 'refused', t: 1 }));
    assert.ok(!permits(subject));
    assert.equal(listConflicts(subject, [aPurpose()], at).length, 1);
  });

  test('consent of one counts for the other that never said anything', () => {
    assert.ok(permits(known(aStatement({ i: [1] }), aStatement({ i: [2], p: 1 }))));
  });

  test('a fresh choice on both ends the conflict', () => {
    const refused = aStatement({ i: [2], s: 'refused', t: 2 });
    const subject = known(aStatement({ i: [1], t: 1 }), refused, aStatement({ i: [1, 2], t: 3 }));
    assert.ok(permits(subject));
    assert.deepEqual(listConflicts(subject, [aPurpose()], at), []);
  });
});

describe('7, D2, D3: a browser that asks not to be sold', () => {
  const ads = aPurpose({ gpc_effect: 'deny' });
  const signal = aStatement({ e: 50, t: 4, s: 'opted_out', b: 'user_agent', m: 'gpc', i: [1, 9] });

  test('stands above a consent that was given before, and above any that is given later without naming it', () => {
    assert.ok(!permits(known(aStatement({ t: 1 }), signal), ads));
    assert.ok(!permits(known(signal, aStatement({ t: 6 })), ads));
    assert.equal(decide(known(signal), { purpose: ads, at }).reason.code, 'opt_out_signal');
  });

  test('is answered by a consent that names it, on the identifiers on which that was given', () => {
    const answer = aStatement({ t: 6, r: [50], i: [1] });
    assert.ok(permits(known({ ...signal, i: [1] }, answer), ads));
    assert.ok(!permits(known(signal, answer), ads), 'the browser still says no');
    assert.equal(listConflicts(known(aStatement({ t: 1 }), signal), [ads], at).length, 1);
  });
});

describe('19: a shared device', () => {
  const onDevice = aStatement({ i: [9], d: true });

  test('consent that was given on it counts for what happens on it, and not for the person who signs in', () => {
    assert.ok(permits({ statements: [onDevice], known: false }), 'an anonymous visitor is the device');
    assert.ok(!permits(known(onDevice)));
    assert.equal(decide(known(onDevice), { purpose: aPurpose(), at }).reason.code, 'consent_on_device_only');
    assert.ok(permits({ ...known(onDevice), via: [9] }));
  });

  test('a refusal on it counts for whoever holds it', () => {
    assert.ok(!permits(known(aStatement(), aStatement({ i: [9], d: true, s: 'refused' }))));
  });
});

describe('18: children', () => {
  const child = (statement: Statement, ageBand: NonNullable<Subject['ageBand']>) => ({
    ...known(statement),
    ageBand,
  });
  test('cannot consent themselves below the age of the purpose; a parent can, until they grow up', () => {
    assert.ok(!permits(child(aStatement(), 'under_13')));
    assert.ok(permits(child(aStatement({ b: 'parent' }), 'under_13')));
    assert.ok(permits(child(aStatement(), '16_to_17')));
    const grown = decide(child(aStatement({ b: 'parent' }), 'adult'), { purpose: aPurpose(), at });
    assert.equal(grown.reason.code, 'needs_refresh');
  });
});

describe('What a purpose covers', () => {
  const ask = (subject: Subject, one = aPurpose(), more: object = {}) =>
    decide(subject, { purpose: one, at, ...more }).reason.code;

  test('no recipient that it does not name, no category that it does not list', () => {
    const one = aPurpose({ recipients: ['mailer'], data_categories: ['user.contact'] });
    const yes = known(aStatement());
    assert.equal(
      ask(yes, one, { recipient: toDestination([], [], 'mailer'), categories: ['user.contact.email'] }),
      'consent_given',
    );
    assert.equal(ask(yes, one, { recipient: toDestination([], [], 'broker') }), 'recipient_unmapped');
    assert.equal(ask(yes, one, { categories: ['user.financial'] }), 'category_not_covered');
  });

  test('special categories need consent that is expressed explicitly', () => {
    const more = { categories: ['user.health_and_medical'] };
    assert.equal(ask(known(aStatement()), aPurpose(), more), 'needs_explicit');
    assert.equal(ask(known(aStatement({ x: 'explicitly_expressed' })), aPurpose(), more), 'consent_given');
    const interest = aPurpose({ legal_basis: 'legitimate_interest', consent_model: 'opt_out' });
    assert.equal(ask(nobody, interest, more), 'consent_unknown');
  });

  test('A3: consent to a version does not cover what a later one adds', () => {
    const before = aPurpose({ data_categories: ['user.contact'] });
    const wider = aPurpose({
      version: 2,
      meaning_version: 2,
      data_categories: ['user.contact', 'user.behavior'],
      earlier: { 1: before },
    });
    const yes = known(aStatement({ v: 1 }));
    assert.equal(ask(yes, wider), 'consent_version_stale');
    assert.equal(ask(yes, wider, { categories: ['user.behavior'] }), 'consent_version_stale');
    assert.equal(ask(yes, wider, { categories: ['user.contact.email'] }), 'consent_given');
    assert.equal(ask(known(aStatement({ v: 1, s: 'refused' })), wider), 'consent_refused');
  });

  test('a better wording is the same purpose', () => {
    assert.ok(permits(known(aStatement({ v: 1 })), aPurpose({ version: 2, meaning_version: 1 })));
  });

  test('26: where several jurisdictions may hold, the strictest does', () => {
    const one = aPurpose({
      legal_basis: 'legitimate_interest',
      consent_model: 'opt_out',
      jurisdictions: { EU: { legal_basis: 'consent', consent_model: 'opt_in' } },
    });
    assert.ok(permits({ ...nobody, jurisdictions: ['US-CA'] }, one));
    assert.ok(!permits({ ...nobody, jurisdictions: ['EU-PL'] }, one));
    assert.ok(!permits({ ...nobody, jurisdictions: ['US-CA', 'EU-PL'] }, one));
  });

  test('22: consent that was imported without proof does not count, unless the company says so', () => {
    const unproven = known(aStatement({ o: true }));
    assert.equal(ask(unproven), 'consent_unproven');
    assert.equal(ask(unproven, aPurpose({ accepts_unproven: true })), 'consent_given');
  });

  test('a denial of a purpose above denies it, a consent above does not permit it', () => {
    const below = aPurpose({ bit: 0, ancestors: [1] });
    assert.ok(!permits(known(aStatement({ p: 1 })), below));
    assert.ok(!permits(known(aStatement(), aStatement({ p: 1, s: 'objected', t: 1 })), below));
  });

  test('suppression stands above consent', () => {
    const yes = { ...known(aStatement()), suppressed: [{ scope: 'no_contact', channel: 'email' }] };
    assert.equal(ask(yes, aPurpose({ channel: 'email' })), 'suppressed_no_contact');
    assert.equal(ask(yes, aPurpose({ channel: 'phone' })), 'consent_given');
  });
});

test('The reason names the choice, its time and the notice', () => {
  const refused = aStatement({
    s: 'refused',
    t: Date.UTC(2026, 10, 26, 10, 12),
    m: 'phone_call',
    n: ['3fa9c2'.padEnd(64, '0'), 'May we phone you?', 'en'],
  });
  const { message, consent_event: event } = decide(known(refused), {
    purpose: aPurpose({ name: 'Marketing by phone' }),
    at: Date.UTC(2026, 11, 1),
  }).reason;
  assert.equal(
    message,
    '"Marketing by phone" is denied: the person refused on 2026-11-26 at 10:12 UTC by phone_call, having seen the notice "May we phone you?" (en, 3fa9c2000000).',
  );
  assert.equal(event?.state, 'refused');
});
