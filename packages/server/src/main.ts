// The composition root: the one file that knows everything. It wires the parts and owns their order of start and stop.

import { type Campaigning, openCampaigning } from './campaigning.ts';
import { watchCatalog } from './catalog-watch.ts';
import { registerAskRoutes } from './connect/asks/index.ts';
import { type Banners, openBanners, registerBannerRoutes } from './connect/banners/index.ts';
import {
  type CatalogFollower,
  type CatalogNews,
  openCatalogFollower,
  openCatalogNews,
} from './connect/catalog/index.ts';
import {
  registerCatalogImportRoute,
  registerObjectRoutes,
  registerTypeRoutes,
} from './connect/catalog-changes/index.ts';
import { openCollect, openIdentifying, openWithholding, type Withholding } from './connect/collect/index.ts';
import {
  type DecisionLog,
  openDecisionLog,
  partRefused,
  registerConsentRoutes,
} from './connect/consent-changes/index.ts';
import { type EventStream, openEventStream, registerEventRoutes } from './connect/events/index.ts';
import { labelOfIdentifier, registerIdentityRoutes } from './connect/identity/index.ts';
import { registerIdentityChangeRoutes } from './connect/identity-changes/index.ts';
import {
  openRulesFollower,
  type RulesFollower,
  registerIdentityRulesRoutes,
} from './connect/identity-rules/index.ts';
import { type Imports, openImports, registerImportRoutes } from './connect/imports/index.ts';
import { type Inbox, openInbox } from './connect/inbox/index.ts';
import { registerListRoutes } from './connect/list-changes/index.ts';
import { type MirrorFollower, openMirrorFollower } from './connect/mirror/index.ts';
import { decideAbout } from './connect/permissions/index.ts';
import { type Pipeline, registerPipelineRoutes, startPipeline } from './connect/pipeline/index.ts';
import {
  type ConfirmationLinks,
  openConfirmationLinks,
  openPreferenceLinks,
  type PreferenceLinks,
  registerCentrePreview,
  registerCentreSettings,
  registerConfirmationRoutes,
  registerOpenAs,
  registerPreferenceCentre,
  registerPreferenceLinkRoutes,
} from './connect/preference-centre/index.ts';
import { registerPreferenceRoutes } from './connect/preference-changes/index.ts';
import { registerProfileRoutes } from './connect/profiles/index.ts';
import { registerQuarantineRoutes } from './connect/quarantine/index.ts';
import { openSourceKeys, registerSourceRoutes, type SourceKeys } from './connect/sources/index.ts';
import { registerConsentRates } from './consent-rates.ts';
import { type MessageTokens, openMessageTokens } from './engage/links/index.ts';
import { type Engaging, openEngaging, registerEngageRoutes } from './engaging.ts';
import { type FirstStart, markShown, prepareFirstStart } from './first-start.ts';
import { registerHealthRoutes } from './health.ts';
import { registerHomeRoutes } from './home.ts';
import { registerOpenApi } from './openapi/index.ts';
import type { ClickHouse } from './platform/clickhouse/index.ts';
import { type Clock, type MovingClock, movingClock } from './platform/clock/index.ts';
import type { Config } from './platform/config/index.ts';
import { openDataDirectory } from './platform/data-directory/index.ts';
import { openEngines } from './platform/engines/index.ts';
import { type AddressOf, type HttpServer, openAddressOf, openHttpServer } from './platform/http/index.ts';
import { type Log, openLog } from './platform/log/index.ts';
import { type Metrics, openMetrics } from './platform/metrics/index.ts';
import { migrate } from './platform/migrations/index.ts';
import type { Database } from './platform/postgres/index.ts';
import { registerTestClock } from './platform/test-clock/index.ts';
import { listWorkspaces, type Scope } from './platform/workspaces/index.ts';
import { registerProcessingRecord } from './processing-record.ts';
import {
  type Access,
  allowForeignPages,
  type CardTokens,
  type Members,
  openAccess,
  openCardTokens,
  registerCardRoutes,
  registerKeyRoutes,
  registerRoleRoutes,
  registerSessionRoutes,
} from './respect/access/index.ts';
import { isKnown as isCategory, registerCategoryRoutes } from './respect/categories/index.ts';
import { openSigner, registerNoticeRoutes, type Signer } from './respect/consents/index.ts';
import { registerControllerRoutes } from './respect/controller/index.ts';
import { registerBrandRoutes, registerTopicRoutes } from './respect/preferences/index.ts';
import { listPurposes, registerGpcRoute, registerPurposeRoutes } from './respect/purposes/index.ts';
import { openReadLog, type ReadLog, registerReadRoutes } from './respect/reads/index.ts';
import { registerRecipientRoutes } from './respect/recipients/index.ts';
import { registerRequestRoutes } from './respect/requests/index.ts';
import {
  type NormalForm,
  openSuppressions,
  registerSuppressionRoutes,
  type Suppressions,
} from './respect/suppression/index.ts';
import { serveConsole } from './serve-console.ts';
import { serveScripts } from './serve-scripts.ts';
import { type Computer, findStanding, openComputer } from './understand/compute/index.ts';
import { listUsersOfList, registerDefinitionRoutes } from './understand/definitions/index.ts';
import { registerExplainRoutes } from './understand/explain/index.ts';
import { countMembers, registerSegmentRoutes } from './understand/segments/index.ts';
import { refuseUnseen } from './understand/showing/index.ts';
import { registerTimelineRoutes } from './understand/timeline/index.ts';
import { countValued, registerTraitRoutes } from './understand/traits/index.ts';
import { getView, openViews, registerViewRoutes, type Views } from './understand/views/index.ts';
import { registerVitalsRoute } from './understand/vitals/index.ts';
import { registerVocabularyRoutes } from './understand/vocabulary/index.ts';
import { version } from './version.ts';

export type Rapport = FirstStart & {
  url: string;
  /** What an operator should know beside that. */
  notices: string[];
  pipeline: Pipeline;
  /** Method and path of each route. */
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
  const engines = await openEngines(config, dataDirectory, log);
  undo.push(() => engines.close());
  const { db, reads, connection, clickhouse } = engines;
  await migrate(db, clickhouse, clock);
  const { members, ...first } = await prepareFirstStart(db, clock, config);

  const sourceKeys = await openSourceKeys(db);
  undo.push(() => sourceKeys.close());
  const suppressing = await openSuppressing({ db, clock, log, metrics });
  const { withholding } = suppressing;
  undo.push(() => suppressing.suppressions.close());
  const inbox = openInbox(db);
  const [stream, catalogNews] = [openEventStream(), openCatalogNews()];
  const views = openViews({ clock });
  watchCatalog({ db, clock, log, catalogNews, views });
  const computer = await openComputer({
    ...{ db, clickhouse, log, now: () => clock.now(), keepMinutes: config.keepRequestsMinutes },
    onChanged: views.streams.peopleChanged,
    onEvents: views.streams.eventsCame,
    listWorkspaceIds: async () => (await listWorkspaces(db)).map(({ id }) => id),
  });
  catalogNews.onCatalogChanged(computer.catalogChanged);
  catalogNews.onCatalogMissed(computer.catalogMissed);
  const { computing, ...campaigning } = await openCampaigning({ db, clock, log, computer });
  undo.push(() => Promise.all([campaigning.close(), computer.close(), views.close()]));
  const pipeline = await startPipeline({
    ...{ db, connection, clickhouse, clock, inbox, stream, log, metrics, computing, catalogNews },
    limits: { messageBytesMax: config.messageBytesMax, batchMessagesMax: 2500, importMessagesMax: 10_000 },
    deduplicationDays: config.deduplicationDays,
    waitingMessagesMax: config.waitingMessagesMax,
    keepRequestsMinutes: config.keepRequestsMinutes,
  });
  undo.push(() => pipeline.close());
  pipeline.followRefusals(() => partRefused(db, pipeline));
  const secondsBehind = (): number => pipeline.secondsBehind();
  const imports = await openImports({
    ...{ db, clock, log, inbox, withholding, secondsBehind },
    dataDir: dataDirectory.path,
    messageBytesMax: config.messageBytesMax,
  });
  undo.push(() => imports.close());
  const followers = openFollowers({ db, clickhouse, clock, log, pipeline });
  const logs = openLogs({ db, clock, log }, config);
  const banners = openBanners({ db, clock, log, sourceKeys });
  const signer = await openSigner(db, clock);
  const closing = [...Object.values(followers), ...Object.values(logs), banners];
  undo.push(() => Promise.all(closing.map((one) => one.close())));

  const [http, tokens] = [openHttpServer(log), await openTokens(db, clock)];
  let url = config.publicUrl ?? '';
  const engaging = await openEngaging({
    ...{ db, clickhouse, clock, log, inbox, views, config, dataDir: dataDirectory.path, base: () => url },
    ...suppressing,
    ...tokens,
  });
  undo.push(() => engaging.close());
  const access = openAccess({ db, reads }, members, { ...config, ...tokens });
  const addressOf = openAddressOf(config.trustedProxies);
  http.setFront(
    openCollect({ inbox, withholding, sourceKeys, clock, limits: config, addressOf, secondsBehind }),
  );
  const parts = {
    ...{ db, clickhouse, clock, log, metrics, access, addressOf, members, sourceKeys, inbox, stream, signer },
    ...{ ...suppressing, ...tokens, campaigning },
    ...{ catalogNews, pipeline, computer, views, imports, ...followers, ...logs, banners, engaging },
  };
  registerRoutes(http.app, parts, config);
  await serveConsole(http.app);
  const address = await listen(http, config, undo);
  url = config.publicUrl?.replace(/\/$/, '') ?? address;
  await markShown(db, first);
  return { ...first, url: address, pipeline, notices: engines.notices, routes: http.routes, stop };
}

/** Of what was decided, and of what was read. */
const openLogs = (deps: { db: Database; clock: Clock; log: Log }, config: Config) => ({
  decisionLog: openDecisionLog({ ...deps, keepDays: config.keepDecisionsDays }),
  readLog: openReadLog({ ...deps, keepDays: config.keepReadsDays }),
});

type FollowerDeps = Parameters<typeof openMirrorFollower>[0] & { pipeline: Pipeline };

/** What goes on in the background. */
function openFollowers(deps: FollowerDeps) {
  return {
    rulesFollower: openRulesFollower({ ...deps, takeTurn: deps.pipeline.takeTurn }),
    mirrorFollower: openMirrorFollower(deps),
    catalogFollower: openCatalogFollower(deps),
  };
}

type Tokens = {
  cardTokens: CardTokens;
  preferenceLinks: PreferenceLinks;
  confirmationLinks: ConfirmationLinks;
  messageTokens: MessageTokens;
};

/** What others carry and cannot read. */
const openTokens = async (db: Database, clock: Clock): Promise<Tokens> => ({
  cardTokens: await openCardTokens(db, clock),
  preferenceLinks: await openPreferenceLinks(db, clock),
  confirmationLinks: await openConfirmationLinks(db, clock),
  messageTokens: await openMessageTokens(db, clock),
});

type Suppressing = { suppressions: Suppressions; withholding: Withholding; normalForm: NormalForm };

async function openSuppressing(deps: Parameters<typeof openSuppressions>[0]): Promise<Suppressing> {
  const suppressions = await openSuppressions(deps);
  const { rulesOf, normalForm } = openIdentifying(deps.db);
  return { suppressions, withholding: openWithholding(suppressions, { rulesOf }), normalForm };
}

type Parts = Suppressing &
  Tokens & {
    db: Database;
    clickhouse: ClickHouse;
    clock: MovingClock;
    log: Log;
    metrics: Metrics;
    access: Access;
    addressOf: AddressOf;
    members: Members;
    sourceKeys: SourceKeys;
    inbox: Inbox;
    stream: EventStream;
    catalogNews: CatalogNews;
    catalogFollower: CatalogFollower;
    pipeline: Pipeline;
    computer: Computer;
    views: Views;
    imports: Imports;
    rulesFollower: RulesFollower;
    mirrorFollower: MirrorFollower;
    decisionLog: DecisionLog;
    readLog: ReadLog;
    banners: Banners;
    signer: Signer;
    engaging: Engaging;
    campaigning: Omit<Campaigning, 'computing'>;
  };

function registerRoutes(app: HttpServer['app'], parts: Parts, config: Config): void {
  const { access, clock, clickhouse, computer, views } = parts;
  // What everybody is seen by may have changed.
  function onRulesChanged(): void {
    computer.wake();
    views.streams.everythingChanged();
  }
  allowForeignPages(app);
  registerHealthRoutes(app, parts);
  const listPurposeSlugs = async (scope: Scope) => (await listPurposes(scope)).map(({ slug }) => slug);
  registerSessionRoutes(app, { ...parts, listPurposeSlugs }, version);
  registerPurposeRoutes(app, {
    ...parts,
    onChange() {
      parts.mirrorFollower.wake();
      onRulesChanged();
    },
  });
  registerRecipientRoutes(app, parts);
  registerGpcRoute(app, parts.db);
  registerNoticeRoutes(app, parts);
  registerCategoryRoutes(app, { ...parts, onLabelled: onRulesChanged });
  registerControllerRoutes(app, parts);
  registerSuppressionRoutes(app, parts);
  registerSourceRoutes(app, parts);
  registerEventRoutes(app, parts);
  registerIdentityRoutes(app, { ...parts, decideAbout });
  registerProfileRoutes(app, { ...parts, standingOf: findStanding });
  registerDefinitionRoutes(app, {
    ...parts,
    refuseUnseen,
    onSet() {
      parts.mirrorFollower.wake();
      onRulesChanged();
    },
    onRecompute: computer.recompute,
    countPeople: ({ workspaceId }, kind) =>
      (kind === 'segment' ? countMembers : countValued)(clickhouse, workspaceId),
  });
  registerListRoutes(app, { ...parts, listUsers: listUsersOfList });
  registerTypeRoutes(app, {
    ...parts,
    onSet() {
      parts.catalogFollower.wake();
      onRulesChanged();
    },
  });
  registerObjectRoutes(app, parts);
  registerCatalogImportRoute(app, parts);
  registerTimelineRoutes(app, parts);
  registerSegmentRoutes(app, parts);
  registerTraitRoutes(app, parts);
  registerExplainRoutes(app, parts);
  registerVocabularyRoutes(app, parts);
  registerCardRoutes(app, { ...parts, getView });
  registerViewRoutes(app, { ...parts, ...views, limits: config, onSet: views.streams.everythingChanged });
  registerVitalsRoute(app, parts);
  registerQuarantineRoutes(app, parts);
  registerImportRoutes(app, { ...parts, ...parts.imports });
  registerPipelineRoutes(app, parts);
  registerIdentityRulesRoutes(app, parts);
  registerIdentityChangeRoutes(app, parts);
  registerChoiceRoutes(app, parts, config);
  registerEngageRoutes(app, { ...parts, config, onDefined: onRulesChanged });
  parts.campaigning.registerRoutes(app, parts);
  registerKeyRoutes(app, { ...parts, isCategory });
  registerRoleRoutes(app, { ...parts, isCategory });
  registerReadRoutes(app, parts);
  registerHomeRoutes(app, parts);
  registerConsentRates(app, parts);
  registerProcessingRecord(app, parts);
  registerTestClock(app, config.testClock ? clock : undefined, (request) =>
    access.permit(request, 'test:write'),
  );
  registerOpenApi(app, version);
  serveScripts(app);
}

/** What people say themselves, what they are asked, and what may be said. */
function registerChoiceRoutes(app: HttpServer['app'], parts: Parts, { publicUrl }: Config): void {
  registerConsentRoutes(app, parts);
  registerBannerRoutes(app, parts);
  registerAskRoutes(app, parts);
  registerPreferenceLinkRoutes(app, { ...parts, publicUrl });
  registerConfirmationRoutes(app, { ...parts, publicUrl });
  registerCentreSettings(app, parts);
  registerCentrePreview(app, parts);
  registerOpenAs(app, { ...parts, publicUrl });
  registerPreferenceCentre(app, { ...parts, onStopped: parts.engaging.feedback.stopped });
  registerRequestRoutes(app, { ...parts, labelOf: labelOfIdentifier });
  registerTopicRoutes(app, parts);
  registerBrandRoutes(app, { ...parts, publicUrl });
  registerPreferenceRoutes(app, parts);
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
