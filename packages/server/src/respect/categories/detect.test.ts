// Numbers with their real check digits are found, and those that only look so are not.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isIban, isPesel, passesLuhn } from './check-digits.ts';
import { type Certainty, detect, type Kind, textLengthMax } from './detect.ts';
import { lookInto } from './look-into.ts';

const finds = (kind: Kind, certainty: Certainty, ...texts: string[]): void => {
  for (const text of texts)
    for (const one of [text, `Hello ${text}, thanks.`, `(${text})`, `{"a":"${text}"}`, `x\n${text}\ny`])
      assert.deepEqual(detect(one), { kind, certainty }, one);
};
const findsNothing = (...texts: string[]): void => {
  for (const text of texts) assert.equal(detect(text), undefined, text);
};

describe('Payment cards', () => {
  // What networks and processors publish for tests.
  const cards = [
    ...['4111111111111111', '4222222222222', '5555555555554444', '2223003122003222', '378282246310005'],
    ...['6011111111111117', '30569309025904', '3530111333300000', '6200000000000005', '6759649826438453'],
  ];
  test('plain numbers are likely, in groups they are certain', () => {
    finds('payment_card', 'likely', ...cards);
    finds('payment_card', 'certain', '4111 1111 1111 1111', '5555-5555-5555-4444', '3782 822463 10005');
  });

  test('a wrong digit leaves the form', () => {
    finds('payment_card', 'shape', '4111111111111112', '4111 1111 1111 1112');
  });

  test('numbers that no network gives out, and parts of others', () => {
    findsNothing(
      '1111111111111117',
      '9999999999999995',
      '0.4111111111111111',
      '-4111111111111111',
      '4111111111111111.5',
    );
    findsNothing('x4111111111111111', '41111111111111111111111', '1700000000000', '1234567890123');
    findsNothing('550e8400-e29b-41d4-a716-446655440000', '2026-01-02T10:11:12.123Z');
  });

  test('of all last digits one passes', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^4\d{14}$/), (begin) => {
        const passing = [...'0123456789'].filter((digit) => passesLuhn(begin + digit));
        assert.equal(passing.length, 1);
        const found = [...'0123456789'].filter((digit) => detect(begin + digit)?.certainty === 'likely');
        assert.deepEqual(found, passing);
      }),
    );
  });
});

describe('Bank accounts', () => {
  test('of several countries, in one piece, in groups, in small letters', () => {
    finds(
      'iban',
      'certain',
      'DE89370400440532013000',
      'DE89 3704 0044 0532 0130 00',
      'de89370400440532013000',
    );
    finds(
      'iban',
      'certain',
      'GB29NWBK60161331926819',
      'PL61109010140000071219812874',
      'PL61 1090 1014 0000 0712 1981 2874',
    );
    finds(
      'iban',
      'certain',
      'FR1420041010050500013M02606',
      'ES9121000418450200051332',
      'CH9300762011623852957',
    );
  });

  test('any other digit, length or country is none', () => {
    const iban = 'PL61109010140000071219812874';
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 27 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digit = (Number(iban[at]) + by) % 10;
        assert.ok(!isIban(iban.slice(0, at) + digit + iban.slice(at + 1)));
      }),
    );
    assert.ok(!isIban('DE8937040044053201300') && !isIban('XX89370400440532013000') && !isIban(''));
    findsNothing(
      'DE89 3704 0044 0532 0130 01',
      'DE89  3704 0044 0532 0130 00 1',
      'AB12 and some words that follow',
    );
  });
});

describe('National numbers', () => {
  test('Poland, Germany, Spain, Taiwan', () => {
    finds('national_id', 'likely', '44051401359', '02070803628');
    finds('national_id', 'likely', '86095742719', '47036892816', '65929970489');
    finds('national_id', 'likely', '12345678Z', '12345678-z', 'X1234567L', 'X-1234567-L');
    finds('national_id', 'likely', 'A123456789', 'a123456789', 'A800000014');
  });

  test('China, Italy, France, Brazil, USA', () => {
    finds('national_id', 'certain', '11010519491231002X', '11010519491231002x');
    finds('national_id', 'certain', 'RSSMRA85T10A562S', 'mrtmtt25d09f205z');
    finds('national_id', 'likely', '255081416802538');
    finds('national_id', 'certain', '2 55 08 14 168 025 38', '1 85 05 78 006 084 91');
    finds('national_id', 'certain', '529.982.247-25', '111.444.777-35');
    finds('us_ssn', 'certain', '123-45-6789', '899-01-0001');
  });

  test('a wrong check digit or date', () => {
    finds(
      'national_id',
      'shape',
      '44051401358',
      '44133401359',
      '86095742718',
      '12345678A',
      'A123456788',
      '255081416802539',
    );
    findsNothing(
      '110105194912310021',
      '11010519491331002X',
      'RSSMRA85T10A562T',
      '529.982.247-26',
      '111.111.111-11',
    );
    findsNothing(
      '000-12-3456',
      '666-12-3456',
      '900-12-3456',
      '123-00-4567',
      '123-45-0000',
      '0123-45-6789',
      '123-45-67890',
    );
  });

  test('of all last digits of a date and a number one is a PESEL', () => {
    const day = fc.tuple(
      fc.integer({ min: 0, max: 99 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
    );
    fc.assert(
      fc.property(
        day,
        fc.constantFrom(0, 20, 40, 60, 80),
        fc.integer({ min: 0, max: 9999 }),
        ([y, m, d], century, serial) => {
          const two = (n: number): string => String(n).padStart(2, '0');
          const begin = two(y) + two(m + century) + two(d) + String(serial).padStart(4, '0');
          assert.equal([...'0123456789'].filter((digit) => isPesel(begin + digit)).length, 1);
          assert.ok(!isPesel(`${begin.slice(0, 4)}32${begin.slice(6)}0`));
        },
      ),
    );
  });
});

describe('Addresses', () => {
  test('e-mail', () => {
    finds(
      'email',
      'certain',
      'sarah@example.com',
      'sarah.miller+shop@mail.example.co.uk',
      "o'neill@example.org",
      'żółw@przykład.pl',
    );
    finds('email', 'certain', '用户@例子.中国', '--sarah@example.com');
    findsNothing(
      'sarah@localhost',
      '@example',
      'logo@2x.png',
      'a @ b.com',
      'price @ 3.50',
      '@@@@@@@@',
      'npm i x@1.2.3',
    );
  });

  test('telephone, in the international form', () => {
    finds(
      'phone',
      'certain',
      '+48600700800',
      '+48 600 700 800',
      '+1 (415) 555-0123',
      '+44/20/7946-0958',
      '+886-2-2345-6789',
    );
    findsNothing('600700800', '+0123456789', '+12345', '1+48600700800', '+02:00', '2026-01-02T10:00:00+0100');
  });

  test('of devices, in both versions', () => {
    finds(
      'ip_address',
      'certain',
      '192.168.1.20',
      '8.8.8.8',
      '2001:db8::1',
      'fe80::1ff:fe23:4567:890a',
      '::ffff:ab12',
    );
    findsNothing(
      '127.0.0.1',
      '0.0.0.0',
      '224.0.0.1',
      '300.1.1.1',
      '1.2.3',
      '1.2.3.4.5',
      '120.0.6099.129',
      '::1',
      '::',
      '12:34:56',
      'std::map::x',
    );
  });
});

describe('What it costs', () => {
  test('of a long text the begin and the end are looked at', () => {
    const blank = 'word '.repeat(2000);
    assert.equal(detect(`sarah@example.com ${blank}`)?.kind, 'email');
    assert.equal(detect(`${blank} sarah@example.com`)?.kind, 'email');
    assert.equal(detect(`${blank} sarah@example.com ${blank}`), undefined);
    assert.equal(detect(`${'x'.repeat(textLengthMax - 20)} a@example.com`)?.kind, 'email');
  });

  test('it never throws, and finds nothing in short texts', () => {
    const unit = fc.constantFrom(
      ...'0123456789 .-+@:/()aAxXzZé中😀\0\ud800\n'.split(''),
      'DE89',
      'PL61',
      '+48',
      'a@b.io',
    );
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 3000 }), fc.string({ unit, maxLength: 300 })),
        (text) => {
          const finding = detect(text);
          assert.ok(finding === undefined || text.length >= 6);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('no text is slow: what patterns are worst at, as long as they are read and much longer', () => {
    const parts = [
      ...[
        '1',
        '1 ',
        '4-',
        '12.',
        '1.1.',
        '+1',
        '+1 ',
        'a',
        'A1',
        'AA11',
        'AA11 ',
        'a@',
        'a.',
        'a@a.',
        '@',
        ':',
        'a:',
        '1:',
        '::',
      ],
      ...[
        'X1234567',
        '123-45-',
        '529.982.247-',
        'é',
        '中',
        '😀',
        '\ud800',
        ' ',
        '-',
        '1a',
        'aaaaaa11a11a111',
        '4111 1111 1111 111',
      ],
    ];
    for (const part of parts) {
      for (const length of [textLengthMax, 1_000_000]) {
        const text = part.repeat(Math.ceil(length / part.length)).slice(0, length);
        const started = performance.now();
        for (let i = 0; i < 5; i += 1) detect(text);
        const each = (performance.now() - started) / 5;
        assert.ok(each < 50, `${JSON.stringify(part)} of ${length} takes ${each} ms`);
      }
    }
  });
});

describe('Nested values', () => {
  test('texts and numbers, however deep, up to a depth', () => {
    assert.equal(lookInto({ a: [{ b: 'call +48 600 700 800' }] })?.kind, 'phone');
    assert.equal(lookInto(4111111111111111)?.kind, 'payment_card');
    assert.equal(lookInto(44051401359)?.kind, 'national_id');
    assert.equal(lookInto([[[[['sarah@example.com']]]]])?.kind, 'email');
    assert.equal(lookInto([[[[[['sarah@example.com']]]]]]), undefined);
    for (const value of [null, undefined, true, 12, 1.5, '', 'red', [], {}, [1, 2], { size: 'large' }])
      assert.equal(lookInto(value), undefined);
  });

  test('fields whose names speak of what is masked', () => {
    assert.equal(lookInto({ recipient: { first_name: 'x' } })?.kind, 'field');
    assert.equal(lookInto({ payer: { iban: null } })?.kind, 'field');
    assert.equal(lookInto({ item: { product_id: 'x', name: 'Shirt', city: 'Lublin' } }), undefined);
  });

  test('the most certain counts', () => {
    assert.deepEqual(lookInto(['4111111111111112', '4111111111111111']), {
      kind: 'payment_card',
      certainty: 'likely',
    });
    assert.deepEqual(lookInto(['4111111111111111', 'a@example.com']), {
      kind: 'email',
      certainty: 'certain',
    });
  });

  test('it ends: large and wide values are looked at in part', () => {
    const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, 'some words here']));
    const long = Array.from({ length: 1000 }, () => 'some words here '.repeat(1000));
    const started = performance.now();
    for (let i = 0; i < 20; i += 1) {
      assert.equal(lookInto({ ...wide, last: 'sarah@example.com' }), undefined);
      assert.equal(lookInto([...long, 'sarah@example.com']), undefined);
    }
    assert.ok(performance.now() - started < 5000);
  });

  test('it never throws', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 7 }), (value) => {
        lookInto(value);
      }),
    );
  });
});
