// The configuration: every key with its form, and a wrong value named with the form that is right.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isAppError } from '@rapport/protocol';
import fc from 'fast-check';
import { configKeys, parseConfig } from './index.ts';

/** The sentence with which this environment is refused. */
function refusal(env: Record<string, string>): string {
  try {
    parseConfig(env);
  } catch (error) {
    assert.ok(isAppError(error));
    assert.equal(error.code, 'config_invalid');
    return error.message;
  }
  assert.fail(`${JSON.stringify(env)} was accepted`);
}

describe('Configuration', () => {
  test('Without any key, the defaults', () => {
    const {
      port,
      host,
      dataDir,
      databaseUrl,
      testClock,
      logLevel,
      messageBytesMax,
      batchBytesMax,
      deduplicationDays,
    } = parseConfig({});
    assert.deepEqual(
      {
        port,
        host,
        dataDir,
        databaseUrl,
        testClock,
        logLevel,
        messageBytesMax,
        batchBytesMax,
        deduplicationDays,
      },
      {
        port: 3141,
        host: '127.0.0.1',
        dataDir: './data',
        databaseUrl: undefined,
        testClock: false,
        logLevel: 'warn',
        messageBytesMax: 32_768,
        batchBytesMax: 512_000,
        deduplicationDays: 7,
      },
    );
  });

  test('An empty value means absent; keys of others are none of our business', () => {
    assert.equal(
      parseConfig({ RAPPORT_PORT: '', RAPPORT_ADMIN_KEY: '', PATH: 'x', RAPPORTS: 'x' }).port,
      3141,
    );
    assert.equal(parseConfig({ RAPPORT_PORT: '0', RAPPORT_TEST_CLOCK: '1' }).testClock, true);
  });

  test('Trusted proxies are a list, and nobody by default', () => {
    assert.deepEqual(parseConfig({}).trustedProxies, []);
    const { trustedProxies } = parseConfig({
      RAPPORT_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,2001:db8::/32',
    });
    assert.deepEqual(trustedProxies, ['127.0.0.1', '10.0.0.0/8', '2001:db8::/32']);
  });

  const wrong: [string, string[], RegExp][] = [
    ['RAPPORT_PORT', ['x', '-1', '65536', '3.5', '0x50', ' 80', '1e3'], /a whole number from 0 to 65535/],
    ['RAPPORT_DATABASE_URL', ['localhost', 'mysql://x', 'http://x', '/socket'], /postgres:\/\/user/],
    ['RAPPORT_CLICKHOUSE_URL', ['localhost:8123', 'clickhouse://x', 'ftp://x'], /http:\/\/user/],
    ['RAPPORT_PUBLIC_URL', ['rapport.example.com', 'ftp://x'], /https:\/\/rapport\.example\.com/],
    [
      'RAPPORT_TRUSTED_PROXIES',
      ['proxy', '10.0.0.0/33', '10.0.0.1 10.0.0.2', '10.0.0.1,,::1'],
      /10\.0\.0\.0\/8/,
    ],
    ['RAPPORT_ALLOWED_NETWORKS', ['localhost', '10.0.0.0/33'], /10\.0\.0\.0\/8/],
    ['RAPPORT_ADMIN_KEY', ['short'], /at least 16 characters/],
    ['RAPPORT_WRITE_KEY', ['short'], /at least 8 characters/],
    ['RAPPORT_MEMBER_EMAIL', ['owner', '@x', 'a b@x.example'], /an e-mail address/],
    ['RAPPORT_MEMBER_PASSWORD', ['secret'], /at least 8 characters/],
    ['RAPPORT_TEST_CLOCK', ['true', 'yes', '2'], /0 or 1/],
    ['RAPPORT_LOG_LEVEL', ['verbose', 'WARN', '3'], /debug, info, warn, error or silent/],
    ['RAPPORT_MESSAGE_BYTES_MAX', ['1023', '32KB', '99999999999'], /a whole number from 1024 to/],
    ['RAPPORT_BATCH_BYTES_MAX', ['0', 'x'], /a whole number from 1024 to/],
    ['RAPPORT_IMPORT_BYTES_MAX', ['0', 'x'], /a whole number from 1024 to/],
    ['RAPPORT_DEDUPLICATION_DAYS', ['0', '91', '7d'], /a whole number from 1 to 90/],
    ['RAPPORT_WAITING_MESSAGES_MAX', ['999', '-5'], /a whole number from 1000 to/],
    ['RAPPORT_KEEP_REQUESTS_MINUTES', ['0', '1.5'], /a whole number from 1 to/],
    ['RAPPORT_KEEP_DECISIONS_DAYS', ['0', '400d'], /a whole number from 1 to/],
    ['RAPPORT_KEEP_READS_DAYS', ['0', '-1'], /a whole number from 1 to/],
    ['RAPPORT_VIEW_READS_PER_MINUTE_MAX', ['0', '1/s'], /a whole number from 1 to/],
    ['RAPPORT_CARD_READS_PER_MINUTE_MAX', ['0', 'many'], /a whole number from 1 to/],
    ['RAPPORT_VIEW_STREAMS_MAX', ['0', '10k'], /a whole number from 1 to/],
    ['RAPPORT_CARD_STREAMS_MAX', ['0', '-1'], /a whole number from 1 to/],
  ];
  for (const [key, values, form] of wrong) {
    test(`${key}: a wrong value is refused by name, with the form`, () => {
      for (const value of values) {
        const sentence = refusal({ [key]: value });
        assert.ok(sentence.startsWith(`${key} must be `), sentence);
        assert.match(sentence, form);
        // A password that is too short is still a password.
        if (key.endsWith('_KEY') || key.endsWith('_PASSWORD')) assert.ok(!sentence.includes(value), sentence);
      }
    });
  }

  test('Each key has a wrong value above, or takes any text', () => {
    const anyText = ['RAPPORT_HOST', 'RAPPORT_DATA_DIR'];
    assert.deepEqual([...wrong.map(([key]) => key), ...anyText].sort(), [...configKeys].sort());
    assert.ok(configKeys.length <= 40);
  });

  test('All faults are told at once', () => {
    const sentence = refusal({ RAPPORT_PORT: 'x', RAPPORT_LOG_LEVEL: 'x', RAPPORT_PROT: '1' });
    assert.equal(sentence.split('\n').length, 3);
  });

  test('A key that does not exist is refused, with those that do', () => {
    const sentence = refusal({ RAPPORT_PROT: '3141' });
    assert.match(sentence, /^RAPPORT_PROT is not a key of Rapport/);
    for (const key of configKeys) assert.ok(sentence.includes(key));
    parseConfig({ RAPPORT_TEST_SOMETHING_OF_A_TEST: 'x' });
  });

  test('Whatever the environment holds, it is read or refused', () => {
    const env = fc.dictionary(
      fc.oneof(fc.constantFrom(...configKeys), fc.string()),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(env, (given) => {
        try {
          parseConfig(given);
        } catch (error) {
          assert.ok(isAppError(error) && error.code === 'config_invalid');
        }
      }),
      { numRuns: 500 },
    );
  });
});
