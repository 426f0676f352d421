// All signals of a message together: what each says, and that the strictest holds.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { signalMethods } from './model.ts';
import { codesOf, readContext, rules, statesOf, tell } from './test-rules.ts';
import { toGppHeader, toTcCore } from './test-strings.ts';

const nothing = { statements: [], faults: [], kept: {} };
const withCategories = (categoryPreferences: unknown) => readContext({ consent: { categoryPreferences } });

describe('Categories of a banner', () => {
  test('missing says nothing, and so does null', () => {
    for (const context of [
      {},
      { consent: undefined },
      { consent: null },
      { consent: {} },
      { gpc: false, ip: '192.0.2.1' },
      { consent: { categoryPreferences: null, tcf: null } },
      { consentManagement: null },
    ])
      assert.deepEqual(readContext(context), nothing);
  });

  test('an empty object refuses all purposes of which a category speaks', () => {
    assert.deepEqual(statesOf(withCategories({})), {
      ...{ analytics: 'refused', insights: 'refused', ads: 'refused', retargeting: 'refused' },
    });
  });

  test('a purpose needs all of its categories', () => {
    assert.deepEqual(statesOf(withCategories({ Advertising: true })), {
      ...{ ads: 'given', retargeting: 'refused' },
    });
    assert.deepEqual(statesOf(withCategories({ Advertising: true, Personalization: true })), {
      ...{ ads: 'given', retargeting: 'given' },
    });
    assert.deepEqual(statesOf(withCategories({ Analytics: false, Personalization: true })), {
      ...{ analytics: 'refused', insights: 'refused', retargeting: 'refused' },
    });
  });

  test('names are exact, and others are a fault that says nothing of them', () => {
    const read = withCategories({ advertising: true, Functional: true });
    assert.deepEqual([read.statements, codesOf(read)], [[], ['categories unknown_category']]);
  });

  test('what is no object gives nothing and is a fault', () => {
    for (const odd of ['yes', 1, true, [], [{ Advertising: true }], ['Advertising']]) {
      const read = withCategories(odd);
      assert.deepEqual([read.statements, codesOf(read)], [[], ['categories malformed']]);
    }
    for (const consent of ['all', 7, true, ['Advertising']]) {
      const read = readContext({ consent });
      assert.deepEqual([read.statements, codesOf(read)], [[], ['categories malformed']]);
    }
  });

  test('only true gives', () => {
    for (const odd of ['true', 1, null, {}, [true], 'granted']) {
      const read = withCategories({ Advertising: odd });
      assert.equal(statesOf(read).ads, 'refused');
      assert.deepEqual(codesOf(read), ['categories malformed']);
    }
  });

  test('names that objects have by themselves are names like others', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const categories = JSON.parse(`{${names.map((name) => `"${name}":["ads"]`).join()}}`);
    const hostile = { ...rules, categories };
    const read = (text: string) =>
      readContext({ consent: { categoryPreferences: JSON.parse(text) } }, false, hostile);
    assert.deepEqual(read('{"other":true}').statements, []);
    assert.equal(statesOf(read('{"__proto__":true}')).ads, 'refused');
    assert.equal(statesOf(read('{"__proto__":{"constructor":true,"toString":true}}')).ads, 'refused');
    const all = `{${names.map((name) => `"${name}":true`).join()}}`;
    assert.equal(statesOf(read(all)).ads, 'given');
    assert.equal(JSON.stringify(read(all).kept.categoryPreferences), all);
    const context = JSON.parse('{"__proto__":{"gpc":true},"consent":{"__proto__":{"tcf":"x"}}}');
    assert.deepEqual(readContext(context), nothing);
  });
});

describe('Consent management of RudderStack', () => {
  const read = (consentManagement: unknown) => readContext({ consentManagement });

  test('lists of what is allowed and denied', () => {
    const lists = { allowedConsentIds: ['Analytics', 'C7'], deniedConsentIds: ['Advertising'] };
    assert.deepEqual(tell(read({ ...lists, provider: 'oneTrust', resolutionStrategy: 'or' })), [
      'ads: refused by consent_management',
      'analytics: given by consent_management',
      'insights: given by consent_management',
      'retargeting: refused by consent_management',
    ]);
    assert.equal(statesOf(read({ allowedConsentIds: ['Advertising'] })).retargeting, 'refused');
    const both = { allowedConsentIds: ['Advertising'], deniedConsentIds: ['Advertising'] };
    assert.equal(statesOf(read(both)).ads, 'refused');
  });

  test('two empty lists refuse all; no lists say nothing', () => {
    assert.equal(read({ allowedConsentIds: [], deniedConsentIds: [] }).statements.length, 4);
    assert.equal(read({ allowedConsentIds: [] }).statements.length, 4);
    assert.deepEqual(read({ deniedConsentIds: [] }).statements, []);
    assert.deepEqual(read({ provider: 'custom' }).statements, []);
  });

  test('what cannot be read gives nothing', () => {
    for (const odd of [
      'all',
      [],
      5,
      { allowedConsentIds: 'Advertising' },
      { allowedConsentIds: { 0: 'Advertising' } },
    ]) {
      const found = read(odd);
      assert.deepEqual([found.statements, codesOf(found)], [[], ['consent_management malformed']]);
    }
    const mixed = read({ allowedConsentIds: ['Analytics', 7, null], deniedConsentIds: [['Advertising']] });
    assert.deepEqual(codesOf(mixed), ['consent_management malformed']);
    assert.deepEqual(statesOf(mixed), { analytics: 'given', insights: 'given' });
  });
});

describe('TCF and the consent mode of Google', () => {
  test('a purpose needs all purposes of the TCF that speak of it', () => {
    const read = (consents: number[], interests: number[] = []) =>
      readContext({ consent: { tcf: toTcCore({ consents, interests }) } });
    assert.deepEqual(tell(read([3, 4, 8])), ['ads: given by tcf', 'analytics: given by tcf']);
    assert.deepEqual(tell(read([3, 8])), ['ads: refused by tcf', 'analytics: given by tcf']);
    assert.deepEqual(tell(read([], [2, 3, 4, 7, 8])), ['ads: refused by tcf', 'analytics: refused by tcf']);
  });

  test('under each of its names; of two strings the stricter holds', () => {
    const [none, all] = [toTcCore(), toTcCore({ consents: [3, 4, 8] })];
    for (const name of ['tcf', 'tcString', 'tcfString'])
      assert.equal(statesOf(readContext({ consent: { [name]: all } })).ads, 'given');
    assert.equal(statesOf(readContext({ consent: { tcf: all, tcString: none } })).ads, 'refused');
  });

  test('what is no string is a fault', () => {
    for (const odd of [1, true, {}, [toTcCore({ consents: [3, 4, 8] })]]) {
      const read = readContext({ consent: { tcf: odd, gpp: odd } });
      assert.deepEqual([read.statements, codesOf(read)], [[], ['tcf malformed', 'gpp malformed']]);
    }
  });

  test('the consent mode needs all signals of a purpose', () => {
    const read = (gcm: unknown) => readContext({ consent: { gcm } });
    assert.deepEqual(tell(read({ ad_storage: 'granted', ad_user_data: 'granted' })), ['ads: given by gcm']);
    assert.deepEqual(tell(read({ ad_storage: 'granted' })), ['ads: refused by gcm']);
    assert.deepEqual(tell(read({ ad_storage: 'granted', ad_user_data: 'denied' })), ['ads: refused by gcm']);
    assert.deepEqual(tell(read({ analytics_storage: 'granted', security_storage: 'granted' })), [
      'analytics: given by gcm',
    ]);
    assert.deepEqual(read({}).statements, []);
    for (const odd of ['GRANTED', true, 1, null, ['granted'], { is: 'granted' }]) {
      const found = read({ analytics_storage: odd });
      assert.deepEqual([tell(found), codesOf(found)], [['analytics: refused by gcm'], ['gcm malformed']]);
    }
    assert.deepEqual(codesOf(read('granted')), ['gcm malformed']);
    const other = { googleConsentMode: { analytics_storage: 'granted' } };
    assert.deepEqual(tell(readContext({ consent: other })), ['analytics: given by gcm']);
  });
});

describe('Global Privacy Control', () => {
  test('of the request or of the context, and nothing but true', () => {
    const out = ['ads: opted_out by gpc', 'retargeting: opted_out by gpc', 'sale: opted_out by gpc'];
    assert.deepEqual(tell(readContext({}, true)), out);
    assert.deepEqual(tell(readContext({ gpc: true })), out);
    assert.deepEqual(readContext({ gpc: true }, true).kept, { gpc: { header: true, context: true } });
    for (const gpc of [false, 1, '1', 'true', {}, null]) assert.deepEqual(readContext({ gpc }), nothing);
  });

  test('stands above every consent of the same message', () => {
    const consent = {
      categoryPreferences: { Advertising: true, Personalization: true, Analytics: true },
      tcf: toTcCore({ consents: [3, 4, 8] }),
      gcm: { ad_storage: 'granted', ad_user_data: 'granted' },
    };
    assert.deepEqual(tell(readContext({ consent }, true)), [
      'ads: opted_out by gpc',
      'analytics: given by categories',
      'insights: given by categories',
      'retargeting: opted_out by gpc',
      'sale: opted_out by gpc',
    ]);
  });
});

describe('A person and their browser', () => {
  test('both are heard where both say no', () => {
    const consent = { categoryPreferences: { Advertising: false } };
    assert.deepEqual(tell(readContext({ consent }, true)), [
      'ads: opted_out by gpc',
      'ads: refused by categories',
      'retargeting: opted_out by gpc',
      'retargeting: refused by categories',
      'sale: opted_out by gpc',
    ]);
  });
});

describe('Several signals', () => {
  test('one refusal is enough, whoever says it first', () => {
    const yes = { Analytics: true };
    for (const [categoryPreferences, consents] of [
      [yes, [3, 4]],
      [{ Analytics: false }, [3, 4, 8]],
    ] as const) {
      const read = readContext({ consent: { categoryPreferences, tcf: toTcCore({ consents }) } });
      assert.equal(statesOf(read).analytics, 'refused');
    }
    const agreeing = readContext({ consent: { categoryPreferences: yes, tcf: toTcCore({ consents: [8] }) } });
    assert.equal(statesOf(agreeing).analytics, 'given');
  });

  test('what a banner leaves out is not refused, but nothing else gives it', () => {
    const tcf = toTcCore({ consents: [3, 4, 8] });
    const read = readContext({ consent: { categoryPreferences: { Advertising: true }, tcf } });
    assert.deepEqual(tell(read), ['ads: given by categories', 'retargeting: refused by categories']);
    const lists = { allowedConsentIds: ['Advertising'] };
    const { analytics } = statesOf(readContext({ consent: { tcf }, consentManagement: lists }));
    assert.equal(analytics, undefined);
  });

  test('a signal that cannot be read silences no other', () => {
    const consent = { categoryPreferences: { Analytics: true }, tcf: 'CPXXX', gpp: 'DBAB' };
    const read = readContext({ consent });
    assert.deepEqual(statesOf(read), { analytics: 'given', insights: 'given' });
    assert.deepEqual(codesOf(read), ['tcf malformed', 'gpp malformed']);
  });
});

describe('Evidence', () => {
  test('is what was received, under its name', () => {
    const consent = {
      categoryPreferences: { Advertising: true, Functional: false },
      tcString: toTcCore({ consents: [8] }),
      gppString: 'DBABLA~BUAaAAAAAgA.QA',
      gcm: { ad_storage: 'denied' },
      other: 'not a signal',
    };
    const consentManagement = { allowedConsentIds: ['A'], deniedConsentIds: [], provider: 'custom' };
    const { other, ...signals } = consent;
    assert.deepEqual(readContext({ consent, consentManagement }).kept, { ...signals, consentManagement });
  });

  test('stays small, and fits into a database', () => {
    const long = 'x'.repeat(1_000_000);
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`c${i}`, long]));
    const ids = Array.from({ length: 100_000 }, (_, i) => `${i}`);
    const deep = { a: { b: { c: { d: long } } } };
    const { kept } = readContext({
      consent: { categoryPreferences: many, tcf: long, gpp: `D${long}`, gcm: deep, tcString: '\0\uD800' },
      consentManagement: { allowedConsentIds: ids },
    });
    assert.ok(JSON.stringify(kept).length < 40_000, `${JSON.stringify(kept).length} characters`);
    assert.deepEqual(kept.cut, ['categoryPreferences', 'tcf', 'gpp', 'gcm', 'consentManagement']);
    assert.equal(kept.tcString, '\uFFFD\uFFFD');
    assert.equal((kept.tcf as string).length, 256);
    const nested = readContext({ consent: { ['x'.repeat(300)]: 1, gcm: { ['é\0'.repeat(300)]: 1 } } });
    assert.ok(!JSON.stringify(nested.kept).includes('\\u0000'));
  });

  test('faults tell what to do, and nothing of what was sent', () => {
    const secret = 'Kowalska-4111111111111111';
    const { faults } = readContext({
      consent: { categoryPreferences: secret, tcf: secret, gpp: secret, gcm: secret },
      consentManagement: secret,
    });
    assert.equal(faults.length, 5);
    for (const { message } of faults) {
      assert.ok(!message.includes('4111') && !message.includes('Kowalska'));
      assert.match(message, /^\S.* cannot be read; /);
    }
  });
});

describe('Whatever comes', () => {
  const someBoolean = fc.constantFrom(true, false, 'true', null, 1);
  const someStrings = fc.oneof(
    fc
      .record({ consents: fc.subarray([1, 2, 3, 4, 8]), interests: fc.subarray([3, 8]) })
      .map((parts) => toTcCore(parts)),
    fc.string(),
  );
  const someConsent = fc.record(
    {
      categoryPreferences: fc.dictionary(
        fc.constantFrom('Analytics', 'Advertising', 'Personalization', '__proto__', 'X'),
        someBoolean,
      ),
      tcf: someStrings,
      gpp: fc.oneof(fc.constantFrom('DBABLA~BUAaAAAAAgA.QA', 'DBABBg~BUoAAACA.QA'), someStrings),
      gcm: fc.dictionary(
        fc.constantFrom('ad_storage', 'ad_user_data', 'analytics_storage'),
        fc.constantFrom('granted', 'denied', 'maybe'),
      ),
    },
    { requiredKeys: [] },
  );
  const someLists = fc.record(
    {
      allowedConsentIds: fc.array(fc.constantFrom('Analytics', 'Advertising', 'Personalization')),
      deniedConsentIds: fc.array(fc.constantFrom('Analytics', 'Advertising', 'Personalization')),
    },
    { requiredKeys: [] },
  );
  const someContext = fc.record(
    { consent: someConsent, consentManagement: someLists, gpc: someBoolean },
    { requiredKeys: [] },
  ) as fc.Arbitrary<{ consent?: Record<string, unknown>; consentManagement?: object; gpc?: unknown }>;

  test('at most one statement for a purpose beside that of the browser, by a known method', () => {
    fc.assert(
      fc.property(someContext, fc.boolean(), (context, gpc) => {
        const { statements } = readContext(context, gpc);
        const said = statements.map(({ purpose, method }) => `${purpose} ${method === 'gpc'}`);
        assert.equal(new Set(said).size, statements.length);
        assert.ok(statements.every(({ method }) => signalMethods.includes(method)));
      }),
    );
  });

  test('a negative signal more never makes something given', () => {
    const negatives: ((context: Record<string, unknown>) => Record<string, unknown>)[] = [
      (context) => ({ ...context, gpc: true }),
      ...[
        { tcfString: toTcCore() },
        { gppString: 'DBABLA~BFQVAAAAAgA.YA' },
        { gppString: `${toGppHeader([2])}~${toTcCore()}` },
        { googleConsentMode: { ad_storage: 'denied', analytics_storage: 'denied' } },
      ].map((more) => (context: Record<string, unknown>) => ({
        ...context,
        consent: { ...(context.consent as object), ...more },
      })),
      ...['Analytics', 'Advertising', 'Personalization'].flatMap((name) => [
        (context: Record<string, unknown>) => {
          const consent = context.consent as { categoryPreferences?: object } | undefined;
          const categoryPreferences = { ...consent?.categoryPreferences, [name]: false };
          return { ...context, consent: { ...consent, categoryPreferences } };
        },
        (context: Record<string, unknown>) => {
          const lists = context.consentManagement as { deniedConsentIds?: string[] } | undefined;
          const deniedConsentIds = [...(lists?.deniedConsentIds ?? []), name];
          return { ...context, consentManagement: { ...lists, deniedConsentIds } };
        },
      ]),
    ];
    fc.assert(
      fc.property(someContext, fc.constantFrom(...negatives), (context, addTo) => {
        const before = statesOf(readContext(context));
        const after = statesOf(readContext(addTo(context)));
        for (const [purpose, state] of Object.entries(after))
          if (state === 'given') assert.equal(before[purpose], 'given', purpose);
      }),
      { numRuns: 1000 },
    );
  });

  test('any value in any place: it never throws, and gives nothing by chance', () => {
    const places = ['categoryPreferences', 'tcf', 'tcString', 'gpp', 'gcm', 'googleConsentMode'];
    const anything = fc.anything({ withBigInt: false, withNullPrototype: true });
    const context = fc.record({
      consent: fc.oneof(anything, fc.dictionary(fc.constantFrom(...places), anything)),
      consentManagement: anything,
      gpc: anything,
    });
    fc.assert(
      fc.property(context, (value) => {
        const { statements, kept } = readContext(value);
        assert.ok(statements.every(({ state }) => state !== 'given'));
        JSON.stringify(kept);
      }),
      { numRuns: 1000 },
    );
  });
});
