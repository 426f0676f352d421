// The composition root: the one file that knows everything. It wires the parts and owns their order of start and stop.
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { openCollect } from './connect/collect/index.ts';
import { type EventStream, openEventStream, registerEventRoutes } from './connect/events/index.ts';
import { registerIdentityRoutes } from './connect/identity/index.ts';
import { type Inbox, openInbox } from './connect/inbox/index.ts';
import { type Pipeline, registerPipelineRoutes, startPipeline } from './connect/pipeline/index.ts';
import { registerProfileRoutes } from './connect/profiles/index.ts';
import { registerQuarantineRoutes } from './connect/quarantine/index.ts';
import {
  ensureFirstSource,
  openSourceKeys,
  registerSourceRoutes,
  type SourceKeys,
} from './connect/sources/index.ts';
import { registerHealthRoutes } from './health.ts';
import { registerHomeRoutes } from './home.ts';
import { registerOpenApi } from './openapi/index.ts';
import { type ClickHouse, openClickHouse } from './platform/clickhouse/index.ts';
import { type MovingClock, movingClock } from './platform/clock/index.ts';
import type { Config } from './platform/config/index.ts';
import { type DataDirectory, openDataDirectory } from './platform/data-directory/index.ts';
import { type HttpServer, openHttpServer } from './platform/http/index.ts';
import { type Log, openLog } from './platform/log/index.ts';
import { type Metrics, openMetrics } from './platform/metrics/index.ts';
import { migrate } from './platform/migrations/index.ts';
import { type ConnectionOptions, type Database, openDatabase } from './platform/postgres/index.ts';
import { startPostgresServer } from './platform/postgres-server/index.ts';
import { registerTestClock } from './platform/test-clock/index.ts';
import { ensureDefaultWorkspace, ensureSecret } from './platform/workspaces/index.ts';
import {
  type Access,
  ensureAdminKey,
  ensureFirstMember,
  type Members,
  openAccess,
  openMembers,
  registerSessionRoutes,
} from './respect/access/index.ts';
import { ensureStarterPurposes, registerPurposeRoutes } from './respect/purposes/index.ts';
import { serveConsole } from './serve-console.ts';
import { version } from './version.ts';

export type Rapport = {
  url: string;
  adminKey: string;
  /** Write key of the first source. */
  writeKey: string;
  /** The first member's sign-in, with the password when it was made just now. */
  member: { email: string; password: string | undefined };
  /** The admin key was generated at this start. */
  adminKeyIsNew: boolean;
  /** What an operator should know beside that. */
  notices: string[];
  pipeline: Pipeline;
  /** What the API answers to, as `GET /path`; collect lies in front of it. */
  routes: readonly string[];
  /** Finishes what runs and closes everything, within ten seconds. Calling it twice is harmless. */
  stop(): Promise<void>;
};

/** Starts Rapport. Throws `AppError` with a sentence that says what to do; what was started until then is stopped. */
export async function startRapport(config: Config): Promise<Rapport> {
  const undo: (() => Promise<unknown> | unknown)[] = [];
  const stop = onceOnly(async () => {
    for (const step of undo.reverse()) await step();
  });
  try {
    return await start(config, undo, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  config: Config,
  undo: (() => Promise<unknown> | unknown)[],
  stop: () => Promise<void>,
): Promise<Rapport> {
  const log = openLog(config.logLevel);
  const clock = movingClock();
  const metrics = openMetrics();
  const dataDirectory = await openDataDirectory(config.dataDir, log, clock);
  undo.push(() => dataDirectory.release());

  // The two engines start side by side.
  const [{ db, connection, notices }, clickhouse] = await Promise.all([
    openPostgres(config, dataDirectory, log, undo),
    openEngine(config, dataDirectory),
  ]);
  undo.push(() => clickhouse.close());
  await migrate(db, clickhouse, clock);

  const workspace = await ensureDefaultWorkspace(db, clock);
  const scope = { db, workspaceId: workspace.id };
  await ensureStarterPurposes(scope, clock);
  const source = await ensureFirstSource(scope, clock, config.writeKey);
  const adminKey = await ensureKey(config, db, clock);
  await ensureAdminKey(scope, clock, adminKey.value);
  const secret = await ensureSecret(db, clock, 'member_sessions', () =>
    randomBytes(32).toString('base64url'),
  );
  const members = openMembers(db, secret.value, config.publicUrl);
  const password = await ensureFirstMember(scope, members, {
    email: config.memberEmail,
    password: config.memberPassword,
    generate: () => randomBytes(9).toString('base64url'),
  });

  const sourceKeys = await openSourceKeys(db);
  undo.push(() => sourceKeys.close());
  const inbox = openInbox(db);
  const stream = openEventStream();
  const pipeline = await startPipeline({
    db,
    connection,
    clickhouse,
    clock,
    inbox,
    stream,
    log,
    limits: { messageBytesMax: config.messageBytesMax, batchMessagesMax: 2500, importMessagesMax: 10_000 },
    deduplicationDays: config.deduplicationDays,
    waitingMessagesMax: config.waitingMessagesMax,
    keepRequestsMinutes: config.keepRequestsMinutes,
  });
  undo.push(() => pipeline.close());

  const http = openHttpServer(log);
  const access = openAccess(db, members);
  http.setFront(
    openCollect({
      inbox,
      sourceKeys,
      clock,
      limits: config,
      secondsBehind: () => pipeline.secondsBehind(),
    }),
  );
  const parts = { db, clickhouse, clock, metrics, access, members, sourceKeys, inbox, stream, pipeline };
  registerRoutes(http.app, parts, config);
  await serveConsole(http.app);
  const url = await listen(http, config, undo);
  return {
    url,
    adminKey: adminKey.value,
    adminKeyIsNew: adminKey.fresh,
    writeKey: source.write_key,
    member: { email: config.memberEmail, password },
    pipeline,
    notices,
    routes: http.routes,
    stop,
  };
}

type Parts = {
  db: Database;
  clickhouse: ClickHouse;
  clock: MovingClock;
  metrics: Metrics;
  access: Access;
  members: Members;
  sourceKeys: SourceKeys;
  inbox: Inbox;
  stream: EventStream;
  pipeline: Pipeline;
};

function registerRoutes(app: HttpServer['app'], parts: Parts, config: Config): void {
  const { db, access, members, clock } = parts;
  registerHealthRoutes(app, parts);
  registerSessionRoutes(app, db, members, version);
  registerPurposeRoutes(app, access);
  registerSourceRoutes(app, parts);
  registerEventRoutes(app, parts);
  registerIdentityRoutes(app, access);
  registerProfileRoutes(app, parts);
  registerQuarantineRoutes(app, parts);
  registerPipelineRoutes(app, parts);
  registerHomeRoutes(app, parts);
  registerTestClock(app, config.testClock ? clock : undefined, (request) =>
    access.permit(request, 'test:write'),
  );
  registerOpenApi(app, version);
}

async function openPostgres(
  config: Config,
  dataDirectory: DataDirectory,
  log: Log,
  undo: (() => Promise<unknown> | unknown)[],
): Promise<{ db: Database; connection: ConnectionOptions; notices: string[] }> {
  const notices: string[] = [];
  let connection: ConnectionOptions;
  if (config.databaseUrl !== undefined) connection = { connectionString: config.databaseUrl };
  else {
    const server = await startPostgresServer({ dataDirectory, log });
    undo.push(() => server.stop());
    connection = server.connection;
    if (!server.files.startsWith(dataDirectory.path)) {
      notices.push(`PostgreSQL's account cannot enter the data directory; its files lie in ${server.files}`);
    }
  }
  const db = openDatabase({ ...connection, connectionsMax: 12 }, log);
  undo.push(() => db.close());
  return { db, connection, notices };
}

async function openEngine(config: Config, dataDirectory: DataDirectory) {
  if (config.clickhouseUrl !== undefined) return openClickHouse({ url: config.clickhouseUrl });
  const path = dataDirectory.pathOf('clickhouse');
  await mkdir(path, { recursive: true });
  return openClickHouse({ path });
}

/** The admin key of the environment, or one that is made once and kept. */
async function ensureKey(config: Config, db: Database, clock: ReturnType<typeof movingClock>) {
  if (config.adminKey !== undefined) return { value: config.adminKey, fresh: false };
  return ensureSecret(db, clock, 'admin_key', () => `rapport_${randomBytes(24).toString('base64url')}`);
}

async function listen(
  http: HttpServer,
  config: Config,
  undo: (() => Promise<unknown> | unknown)[],
): Promise<string> {
  undo.push(() => http.close());
  return http.listen({ host: config.host, port: config.port });
}

function onceOnly(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= run();
    return running;
  };
}
