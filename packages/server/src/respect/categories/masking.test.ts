// Masks: what stays, what never does, and who sees what in clear.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isNeverDisclosed, maskValue, openMask } from './masking.ts';
import { taxonomy } from './taxonomy.ts';

const held = (category: string | null) => ({ category, state: 'confirmed' as const });
const sees = (category: string | null, sensitivity: number, categories: string[] = []): boolean =>
  openMask({ sensitivity, categories })?.(held(category)) === undefined;

describe('Who sees what in clear', () => {
  test('what is no more delicate than they may see, what is named, and what nobody needs to mask', () => {
    assert.ok(!sees('user.contact.email', 0));
    assert.ok(sees('user.contact.email', 1));
    assert.ok(sees('user.contact.email', 0, ['user.contact']));
    assert.ok(!sees('user.contact.email', 0, ['user.contact.phone_number']));
    assert.ok(!sees('user.health_and_medical', 2));
    assert.ok(sees('user.health_and_medical', 3));
    assert.ok(sees('user.contact.address.city', 0));
    assert.ok(sees(null, 0));
  });

  test('more clearance never masks more', () => {
    const level = fc.integer({ min: 0, max: 3 });
    const some = fc.subarray(taxonomy.map(({ key }) => key));
    fc.assert(
      fc.property(level, some, level, some, (low, few, more, others) => {
        const wider = { sensitivity: Math.max(low, more), categories: [...few, ...others] };
        for (const { key } of taxonomy)
          assert.ok(!sees(key, low, few) || sees(key, wider.sensitivity, wider.categories), key);
      }),
    );
  });

  test('what nobody has labelled is seen by those who see everything', () => {
    const unlabelled = { category: null, state: 'unlabelled' as const };
    assert.equal(openMask({ sensitivity: 2, categories: ['user'] })?.(unlabelled)?.code, 'masked_unlabelled');
    assert.equal(openMask({ sensitivity: 3, categories: [] }), undefined);
  });

  test('a category that is not known is as delicate as the one above it, or as any', () => {
    assert.ok(sees('user.contact.email.work', 1));
    assert.ok(!sees('user.contact.email.work', 0));
    assert.ok(!sees('customs.number', 2));
  });
});

describe('A mask', () => {
  test('leaves a beginning of what reaches people, and of nothing else', () => {
    for (const [category, value, shown] of [
      ['user.contact.email', 'sarah.whitcombe@example.com', 's•••@e•••.com'],
      ['user.contact.email', 'a@b', 'a•••@b•••'],
      ['user.contact.email', 'x@shop.example.co.uk', 'x•••@s•••.uk'],
      ['user.contact.email', '9f86d081884c7d65', '•••'],
      ['user.contact.phone_number', '+48600700800', '•••00'],
      ['user.contact.phone_number', '112', '•••'],
      ['user.name', 'Łucja Nowak', 'Ł•••'],
      ['user.name.last', '歐陽', '歐•••'],
      ['user.health_and_medical', 'flu', '•••'],
      ['user.demographic.date_of_birth', '1990-05-01', '•••'],
      [null, 'anything', '•••'],
    ] as const)
      assert.equal(maskValue(value, category), shown, value);
  });

  test('keeps the form of what holds several, and tells no number, no truth and no length', () => {
    const told = {
      street: 'Long Street 5',
      floor: 3,
      doorbell: true,
      note: null,
      empty: '',
      lines: ['a', 'b'],
    };
    assert.deepEqual(maskValue(told, 'user.contact.address'), {
      ...{ street: '•••', floor: '•••', doorbell: '•••', note: null, empty: '', lines: ['•••', '•••'] },
    });
  });

  test('tells at most four characters of an address, whatever it looks like', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }), (text) => {
        const shown = maskValue(text, 'user.health_and_medical');
        assert.equal(shown, '•••');
        assert.ok([...String(maskValue(text, 'user.name'))].length <= 4);
        const address = String(maskValue(text, 'user.contact.email')).replaceAll('•', '');
        assert.ok(address === '' || /^[^@]{0,2}@[^@]{0,2}(\.[a-z]{2,12})?$/iu.test(address), address);
      }),
    );
  });
});

test('what is never disclosed is what the taxonomy says, and not what lies beside it', () => {
  for (const { key, never_disclosed: never } of taxonomy) assert.equal(isNeverDisclosed(key), never, key);
  assert.ok(isNeverDisclosed('user.financial.bank_account.iban'));
});
