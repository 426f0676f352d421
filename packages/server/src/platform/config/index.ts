// Configuration: read once from the environment, each key documented here, a wrong value refused by name.
import { AppError } from '@rapport/protocol';
import { z } from 'zod';
import { isNetwork } from '../http/index.ts';

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((n) => n >= min && n <= max, `a whole number from ${min} to ${max}`);
const url = (protocols: RegExp, form: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.test(new URL(text).protocol), form);
const key = (lengthMin: number) => z.string().min(lengthMin, `text of at least ${lengthMin} characters`);
const networks = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .refine((list) => list.every(isNetwork), 'addresses or networks such as 127.0.0.1, 10.0.0.0/8');

/** Every key: its form, its default, and what it is for. */
const schema = z.object({
  /** Port of the one HTTP server. 0 picks a free one. */
  RAPPORT_PORT: whole(0, 65_535).default(3141),
  /** Address to listen on. */
  RAPPORT_HOST: z.string().min(1, 'a host name or address').default('127.0.0.1'),
  /** Where the embedded engines keep their files. */
  RAPPORT_DATA_DIR: z.string().min(1, 'a path').default('./data'),
  /** A PostgreSQL (15 or later) instead of the embedded one. */
  RAPPORT_DATABASE_URL: url(
    /^postgres(ql)?:$/,
    'a URL such as postgres://user:password@host:5432/rapport',
  ).optional(),
  /** A ClickHouse server (25.8 or later) instead of the embedded engine. */
  RAPPORT_CLICKHOUSE_URL: url(/^https?:$/, 'a URL such as http://user:password@host:8123/rapport').optional(),
  /** The address by which browsers reach this server. */
  RAPPORT_PUBLIC_URL: url(/^https?:$/, 'a URL such as https://rapport.example.com').optional(),
  /** Proxies whose `X-Forwarded-For` is believed: addresses or networks, with commas between. Unset: nobody's. */
  RAPPORT_TRUSTED_PROXIES: networks.optional(),
  /** Networks that webhooks and other requests to the outside may reach although they are not public, with commas between. */
  RAPPORT_ALLOWED_NETWORKS: networks.optional(),
  /** Bootstrap API key with every scope. Generated and printed once when unset. */
  RAPPORT_ADMIN_KEY: key(16).optional(),
  /** Write key of the first source. Generated when unset. */
  RAPPORT_WRITE_KEY: key(8).optional(),
  /** E-mail address of the first member. */
  RAPPORT_MEMBER_EMAIL: z.email('an e-mail address').default('owner@rapport.localhost'),
  /** Password of the first member. Generated and printed once when unset. */
  RAPPORT_MEMBER_PASSWORD: key(8).optional(),
  /** 1 opens POST /api/test/clock. Never in production. */
  RAPPORT_TEST_CLOCK: z
    .enum(['0', '1'], '0 or 1')
    .default('0')
    .transform((text) => text === '1'),
  /** The least that is logged: `debug`, `info`, `warn`, `error` or `silent`. */
  RAPPORT_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'debug, info, warn, error or silent')
    .default('warn'),
  /** Largest single message, in bytes. */
  RAPPORT_MESSAGE_BYTES_MAX: whole(1024, 10_000_000).default(32_768),
  /** Largest request body of collect, in bytes after inflating. */
  RAPPORT_BATCH_BYTES_MAX: whole(1024, 100_000_000).default(512_000),
  /** Largest request body of import, in bytes after inflating. */
  RAPPORT_IMPORT_BYTES_MAX: whole(1024, 100_000_000).default(5_242_880),
  /** Messages with an id seen within so many days are dropped as duplicates. */
  RAPPORT_DEDUPLICATION_DAYS: whole(1, 90).default(7),
  /** Collect answers 429 while more messages than this wait for the pipeline. */
  RAPPORT_WAITING_MESSAGES_MAX: whole(1000, 1_000_000_000).default(5_000_000),
  /** How long accepted requests are kept after they are fully processed, in minutes. */
  RAPPORT_KEEP_REQUESTS_MINUTES: whole(1, 100_000).default(15),
  /** How long decisions of the gate are kept, so that the id of one leads to its reason, in days. */
  RAPPORT_KEEP_DECISIONS_DAYS: whole(1, 36_500).default(400),
  /** How long it is kept who read what of whom, in days. */
  RAPPORT_KEEP_READS_DAYS: whole(1, 36_500).default(400),
  /** How often one key or member may read views, a minute. */
  RAPPORT_VIEW_READS_PER_MINUTE_MAX: whole(1, 10_000_000).default(60_000),
  /** How often one card token may read its view, a minute. */
  RAPPORT_CARD_READS_PER_MINUTE_MAX: whole(1, 10_000_000).default(120),
  /** How many views may lie open at once, on this server. */
  RAPPORT_VIEW_STREAMS_MAX: whole(1, 1_000_000).default(10_000),
  /** How many of them one key or member may have open, with the card tokens that they made. */
  RAPPORT_CARD_STREAMS_MAX: whole(1, 1_000_000).default(1_000),
});

type Environment = Record<string, string | undefined>;
type Parsed = z.infer<typeof schema>;
export type Config = {
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string | undefined;
  clickhouseUrl: string | undefined;
  publicUrl: string | undefined;
  trustedProxies: readonly string[];
  allowedNetworks: readonly string[];
  adminKey: string | undefined;
  writeKey: string | undefined;
  memberEmail: string;
  memberPassword: string | undefined;
  testClock: boolean;
  logLevel: Parsed['RAPPORT_LOG_LEVEL'];
  messageBytesMax: number;
  batchBytesMax: number;
  importBytesMax: number;
  deduplicationDays: number;
  waitingMessagesMax: number;
  keepRequestsMinutes: number;
  keepDecisionsDays: number;
  keepReadsDays: number;
  viewReadsPerMinuteMax: number;
  cardReadsPerMinuteMax: number;
  viewStreamsMax: number;
  cardStreamsMax: number;
};

/** The keys that exist, for the documentation and for the check against typing errors. */
export const configKeys = Object.keys(schema.shape);

/** Reads the environment. Throws `config_invalid` with every wrong key and its accepted form. */
export function parseConfig(env: Environment): Config {
  const unknown = Object.keys(env).filter(
    (name) => name.startsWith('RAPPORT_') && !configKeys.includes(name) && !isOurTest(name),
  );
  const given = Object.fromEntries(
    configKeys.map((name) => [name, env[name] === '' ? undefined : env[name]]),
  );
  const result = schema.safeParse(given);
  const wrong = result.success
    ? []
    : result.error.issues.map((issue) => `${String(issue.path[0])} must be ${issue.message}`);
  wrong.push(
    ...unknown.map((name) => `${name} is not a key of Rapport; the keys are ${configKeys.join(', ')}`),
  );
  if (!result.success || wrong.length > 0) throw new AppError('config_invalid', wrong.join('\n'));
  return toConfig(result.data);
}

const isOurTest = (name: string): boolean => name.startsWith('RAPPORT_TEST_');

function toConfig(parsed: Parsed): Config {
  return {
    port: parsed.RAPPORT_PORT,
    host: parsed.RAPPORT_HOST,
    dataDir: parsed.RAPPORT_DATA_DIR,
    databaseUrl: parsed.RAPPORT_DATABASE_URL,
    clickhouseUrl: parsed.RAPPORT_CLICKHOUSE_URL,
    publicUrl: parsed.RAPPORT_PUBLIC_URL,
    trustedProxies: parsed.RAPPORT_TRUSTED_PROXIES ?? [],
    allowedNetworks: parsed.RAPPORT_ALLOWED_NETWORKS ?? [],
    adminKey: parsed.RAPPORT_ADMIN_KEY,
    writeKey: parsed.RAPPORT_WRITE_KEY,
    memberEmail: parsed.RAPPORT_MEMBER_EMAIL,
    memberPassword: parsed.RAPPORT_MEMBER_PASSWORD,
    testClock: parsed.RAPPORT_TEST_CLOCK,
    logLevel: parsed.RAPPORT_LOG_LEVEL,
    messageBytesMax: parsed.RAPPORT_MESSAGE_BYTES_MAX,
    batchBytesMax: parsed.RAPPORT_BATCH_BYTES_MAX,
    importBytesMax: parsed.RAPPORT_IMPORT_BYTES_MAX,
    deduplicationDays: parsed.RAPPORT_DEDUPLICATION_DAYS,
    waitingMessagesMax: parsed.RAPPORT_WAITING_MESSAGES_MAX,
    keepRequestsMinutes: parsed.RAPPORT_KEEP_REQUESTS_MINUTES,
    keepDecisionsDays: parsed.RAPPORT_KEEP_DECISIONS_DAYS,
    keepReadsDays: parsed.RAPPORT_KEEP_READS_DAYS,
    viewReadsPerMinuteMax: parsed.RAPPORT_VIEW_READS_PER_MINUTE_MAX,
    cardReadsPerMinuteMax: parsed.RAPPORT_CARD_READS_PER_MINUTE_MAX,
    viewStreamsMax: parsed.RAPPORT_VIEW_STREAMS_MAX,
    cardStreamsMax: parsed.RAPPORT_CARD_STREAMS_MAX,
  };
}
