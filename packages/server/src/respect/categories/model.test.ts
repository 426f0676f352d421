// The tree of categories is sound, and covering follows it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  covers,
  findCategory,
  includesSpecial,
  isFitToKeep,
  isKnown,
  isSpecial,
  mayActivate,
} from './model.ts';
import { ccpaLetters, taxonomy } from './taxonomy.ts';

const keys = taxonomy.map(({ key }) => key);

describe('The taxonomy', () => {
  test('the 85 keys of fideslang 3.1 and three of our own, each once, below a parent that comes before it', () => {
    assert.equal(keys.length, 88);
    assert.equal(new Set(keys).size, 88);
    for (const [i, { key, parent }] of taxonomy.entries()) {
      assert.match(key, /^(user|system)(\.[a-z_]+)*$/);
      if (parent === null) assert.ok(['user', 'system'].includes(key));
      else assert.ok(keys.slice(0, i).includes(parent), key);
    }
  });

  test('each has a name, a term of DPV, letters of the CCPA in order, and a level', () => {
    for (const category of taxonomy) {
      const { key, name, description, dpv, ccpa, sensitivity } = category;
      assert.match(name, /^[A-Z][\w\- ]+$/, key);
      assert.ok(description.length > 0, key);
      assert.match(dpv, /^(pd|dpv):[A-Z][A-Za-z]+$/, key);
      assert.deepEqual(ccpa, [...new Set(ccpa)].sort(), key);
      assert.ok(
        ccpa.every((letter) => ccpaLetters.includes(letter)),
        key,
      );
      assert.ok([0, 1, 2, 3].includes(sensitivity), key);
      assert.equal(sensitivity === 0, covers('system', key), key);
    }
  });

  test('what is special or never told does harm, and what does harm is masked', () => {
    for (const { key, gdpr_special, never_disclosed, masked, sensitivity } of taxonomy) {
      if (gdpr_special || never_disclosed) assert.equal(sensitivity, 3, key);
      if (sensitivity >= 2) assert.ok(masked, key);
    }
  });

  test('what lies below a special category is special', () => {
    for (const { key, gdpr_special } of taxonomy) assert.equal(isSpecial(key), gdpr_special, key);
  });

  test('Article 9 of the GDPR, one by one', () => {
    const special = [
      ...['user.demographic.race_ethnicity', 'user.demographic.political_opinion'],
      ...['user.demographic.religious_belief', 'user.demographic.philosophical_belief'],
      ...['user.demographic.union_membership', 'user.health_and_medical.genetic', 'user.biometric.voice'],
      ...['user.health_and_medical', 'user.demographic.sexual_orientation', 'user.authorization.biometric'],
    ];
    for (const key of special) assert.ok(isSpecial(key), key);
    for (const key of ['user', 'user.demographic', 'user.financial', 'user.contact.email', 'system', ''])
      assert.ok(!isSpecial(key), key);
  });

  test('what 11 CCR §7024(d) lets nobody be told', () => {
    const sealed = taxonomy.filter(({ never_disclosed: never }) => never).map(({ key }) => key);
    for (const key of [
      ...['user.government_id.national_identification_number', 'user.government_id.drivers_license_number'],
      ...['user.financial.bank_account', 'user.financial.credit_card', 'user.authorization.password'],
      ...['user.health_and_medical.insurance_beneficiary_id', 'user.biometric.fingerprint'],
    ])
      assert.ok(sealed.includes(key), key);
    for (const key of ['user.contact.email', 'user.financial', 'user.health_and_medical', 'user.name'])
      assert.ok(!sealed.includes(key), key);
  });
});

describe('Covering', () => {
  test('a category covers itself and what lies below it, and no neighbour whose name begins alike', () => {
    assert.ok(covers('user.contact', 'user.contact.email'));
    assert.ok(covers('user.contact', 'user.contact'));
    assert.ok(!covers('user.contact.email', 'user.contact'));
    assert.ok(!covers('user.contact', 'user.contacts'));
    assert.ok(!covers('user.name.first', 'user.name.last'));
    assert.ok(!covers('', 'user'));
  });

  test('it is the order of a tree', () => {
    const key = fc.constantFrom(...keys);
    fc.assert(
      fc.property(key, key, key, (a, b, c) => {
        assert.ok(covers(a, a));
        if (covers(a, b) && covers(b, a)) assert.equal(a, b);
        if (covers(a, b) && covers(b, c)) assert.ok(covers(a, c));
        let above: string | null = b;
        while (above !== null && above !== a) above = findCategory(above)?.parent ?? null;
        assert.equal(covers(a, b), above === a);
      }),
      { numRuns: 1000 },
    );
  });

  test('a key that nobody knows is special where it lies below one that is', () => {
    assert.ok(isSpecial('user.health_and_medical.blood.type'));
    assert.ok(!isSpecial('user.health_and_medicals'));
    assert.ok(!isKnown('user.health_and_medical.blood.type') && !isKnown('toString') && !isKnown(''));
  });

  test('who asks for a branch asks for what is special below it', () => {
    for (const key of ['user', 'user.demographic', 'user.health_and_medical', 'user.biometric.voice'])
      assert.ok(includesSpecial(key), key);
    for (const key of ['user.contact', 'user.name.first', 'system', ''])
      assert.ok(!includesSpecial(key), key);
  });
});

test('only what is unlabelled may not leave', () => {
  const label = { category: null, reason: null };
  assert.ok(mayActivate({ ...label, state: 'confirmed' }));
  assert.ok(mayActivate({ ...label, state: 'guessed' }));
  assert.ok(!mayActivate({ ...label, state: 'unlabelled' }));
});

test('names that PostgreSQL cannot hold, and endless ones, are not kept', () => {
  assert.ok(isFitToKeep('note') && isFitToKeep('x'.repeat(255)));
  assert.ok(!isFitToKeep('x'.repeat(256)) && !isFitToKeep('a\0b'));
});
