// What the console says of a change beforehand is what the gate does afterwards.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { consequencesOf, coverageOf, kindOfChange, listChanges } from './meaning.ts';
import {
  faultsOf,
  inOldOrder,
  NEW_PURPOSE,
  toList,
  toPlace,
  toPublished,
  withBasis,
} from './purpose-draft.ts';

const before = { ...NEW_PURPOSE, name: 'Research', description: 'Find out what people need.' };
const interest = { legal_basis: 'legitimate_interest', consent_model: 'opt_out' };
const told = (change: Partial<typeof before>) => consequencesOf(before, { ...before, ...change });

describe('A change of a purpose', () => {
  test('is one of meaning or of handling, by the fields that differ', () => {
    const changes = listChanges(before, { ...before, name: 'Surveys', recipients: ['mailer'] });
    assert.deepEqual(changes, ['recipients', 'name']);
    assert.equal(kindOfChange(changes), 'meaning');
    assert.equal(kindOfChange(listChanges(before, { ...before, retention: 'P2Y' })), 'handling');
    const translations = { pl: { name: 'Badania', description: 'Czego potrzebujecie.' } };
    const turned = { pl: { description: 'Czego potrzebujecie.', name: 'Badania' } };
    assert.deepEqual(listChanges({ ...before, translations }, { ...before, translations: turned }), []);
  });

  test('leaves consents that cover it, in part those that were told of less, and no others', () => {
    const fewer = { ...before, data_categories: ['user.contact.email', 'user.name'] };
    assert.equal(coverageOf(before, fewer), 'whole');
    assert.equal(coverageOf(fewer, before), 'part');
    assert.equal(coverageOf(before, { ...before, recipients: ['mailer'] }), 'part');
    assert.equal(coverageOf(before, { ...before, processing_kinds: ['collect', 'train'] }), 'none');
    assert.equal(coverageOf(before, { ...before, ...interest }), 'none');
  });

  test('is told with what follows from it', () => {
    assert.deepEqual(told({}), []);
    assert.deepEqual(told({ retention: 'P2Y' }), ['kept']);
    assert.deepEqual(told({ data_categories: ['user'] }), ['part']);
    assert.deepEqual(told({ data_categories: ['user.name'] }), ['covered']);
    assert.deepEqual(told({ processing_kinds: ['sell'] }), ['anew']);
    assert.deepEqual(told({ consent_model: 'explicit' }), ['covered', 'expressly']);
    assert.deepEqual(told(interest), ['noConsent', 'silencePermits']);
    assert.deepEqual(told({ ...interest, jurisdictions: { EU: { ...before } } }), ['anew', 'silencePermits']);
    assert.deepEqual(told({ legal_basis: 'contract', consent_model: 'none' }), [
      ...(['noConsent', 'silencePermits', 'objectionsEnd'] as const),
    ]);
    assert.deepEqual(told({ accepts_unproven: true }), ['kept', 'unprovenCount']);
    const silent = { ...before, ...interest };
    assert.deepEqual(consequencesOf(silent, before), ['anew', 'silenceDenies']);
  });
});

describe('A draft', () => {
  test('keeps the order that lists had: another order is no other meaning', () => {
    assert.deepEqual(inOldOrder(['a', 'b', 'c'], ['d', 'c', 'a']), ['a', 'c', 'd']);
    const turned = { ...before, data_categories: [...before.data_categories].reverse(), name: ' Research ' };
    assert.deepEqual(listChanges(before, toPublished(before, turned)), []);
  });

  test('asks where the ground is consent, and only there', () => {
    assert.equal(withBasis(before, 'legitimate_interest').consent_model, 'opt_out');
    assert.equal(withBasis(before, 'contract').consent_model, 'none');
    assert.equal(withBasis({ ...before, ...interest }, 'consent').consent_model, 'opt_in');
    assert.equal(withBasis({ ...before, ...interest }, 'contract').consent_model, 'opt_out');
    const contract = { legal_basis: 'contract', consent_model: 'none' };
    assert.equal(withBasis(contract, 'public_task').consent_model, 'opt_out');
  });

  test('says what is missing or wrong', () => {
    assert.deepEqual(faultsOf('research', before), []);
    assert.deepEqual(faultsOf('Research', NEW_PURPOSE), ['slug', 'name', 'description']);
    for (const [change, fault] of [
      [{ data_categories: [] }, 'data_categories'],
      [{ processing_kinds: [] }, 'processing_kinds'],
      [{ jurisdictions: { Europe: before } }, 'jurisdictions'],
      [{ retention: 'P1Y2W' }, 'retention'],
      [{ tcf_purposes: [25] }, 'tcf_purposes'],
      [{ translations: { pl: { name: '', description: 'x' } } }, 'translations'],
    ] as const)
      assert.deepEqual(
        faultsOf(undefined, { ...before, ...change } as typeof before),
        [fault],
        JSON.stringify(change),
      );
  });

  test('names places as the server does', () => {
    assert.deepEqual(['eu', 'de', 'DE-BY', ' us-ca', 'JP', 'Europe', ''].map(toPlace), [
      'EU',
      'EU-DE',
      'EU-DE',
      'US-CA',
      'JP',
      undefined,
      undefined,
    ]);
    assert.deepEqual(faultsOf(undefined, { ...before, jurisdictions: { DE: before } }), ['jurisdictions']);
  });

  test('reads lists as people write them', () => {
    assert.deepEqual(toList(' mailer, ads ,, mailer、sms'), ['mailer', 'ads', 'sms']);
  });
});
