// The API of asks, and what the script in a page is told of them.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { hasAlready, openToPages, parseBody, parseQuery, toEntityTag } from '../../platform/http/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Access, listPrincipalNames } from '../../respect/access/index.ts';
import { getPurpose, listPurposes } from '../../respect/purposes/index.ts';
import type { Source, SourceKeys } from '../sources/index.ts';
import { changeAskBody, createAskBody, previewAskBody } from './bodies.ts';
import { type Ask, isAskable, type ShownAsk, toShown } from './model.ts';
import { countAsks } from './olap.ts';
import { changeAsk, createAsk, getAsk, listAsks } from './store.ts';

type Deps = { access: Access; clock: Clock; db: Database; clickhouse: ClickHouse; sourceKeys: SourceKeys };
type BySlug = { Params: { slug: string } };

const dayMs = 86_400_000;

export const askCountsQuery = z.object({
  days: z.coerce.number().int().min(1).max(366).default(30).describe('So many days, up to now.'),
});
const shownAsksQuery = z.object({
  write_key: z.string().min(1).max(200).describe('Of a source of the kind browser.'),
  lang: z
    .string()
    .max(200)
    .default('')
    .describe('Language tags with commas between, the most wanted first: `pl-PL,en`.'),
});

export function registerAskRoutes(app: FastifyInstance, deps: Deps): void {
  const { access, clock } = deps;
  registerShownAsks(app, deps);
  const toRead = (request: FastifyRequest) => access.permit(request, 'sources:read');
  async function toWrite(request: FastifyRequest) {
    const { scope, principal } = await access.permit(request, 'sources:write');
    return { scope, change: { at: clock.now(), by: `${principal.kind}:${principal.id}` } };
  }

  app.get('/api/asks', async (request) => {
    const { scope } = await toRead(request);
    return { items: await withNames(scope, await listAsks(scope)), next_cursor: null };
  });

  app.post('/api/asks', async (request, reply) => {
    const { scope, change } = await toWrite(request);
    const body = parseBody(createAskBody, request.body);
    await scope.db.transaction((tx) => createAsk({ ...scope, db: tx }, body, change));
    return reply.code(201).send(await showAsk(scope, body.slug));
  });

  app.get<BySlug>('/api/asks/:slug', async (request) => {
    const { scope } = await toRead(request);
    return showAsk(scope, request.params.slug);
  });

  app.put<BySlug>('/api/asks/:slug', async (request) => {
    const { scope, change } = await toWrite(request);
    const { expected_version: expected, ...fields } = parseBody(changeAskBody, request.body);
    const ask = { ...fields, slug: request.params.slug };
    await scope.db.transaction((tx) => changeAsk({ ...scope, db: tx }, ask, expected, change));
    return showAsk(scope, ask.slug);
  });

  app.post('/api/ask-preview', async (request) => {
    const { scope } = await toRead(request);
    const { ask, language } = parseBody(previewAskBody, request.body);
    const purpose = await getPurpose(scope, ask.purpose);
    return {
      ask: toShown({ ...ask, version: 0, updated_at: clock.now(), updated_by: '' }, purpose, [language]),
    };
  });

  app.get('/api/ask-counts', async (request) => {
    const { scope } = await toRead(request);
    const { days } = parseQuery(askCountsQuery, request.query);
    const [asks, purposes] = [await listAsks(scope), await listPurposes(scope)];
    const from = new Date(clock.nowMs() - days * dayMs);
    return {
      items: await countAsks(deps.clickhouse, scope.workspaceId, asks, purposes, from),
      next_cursor: null,
    };
  });
}

/** For pages of any site: no credentials, nothing of anybody. */
function registerShownAsks(app: FastifyInstance, { db, sourceKeys }: Deps): void {
  app.get('/sdk/asks', async (request, reply) => {
    openToPages(reply);
    const { write_key: key, lang } = parseQuery(shownAsksQuery, request.query);
    const source = await sourceKeys.find(key);
    if (source === undefined || !source.enabled)
      throw new AppError('not_found', 'There is no source with this write key.');
    const body = JSON.stringify({ asks: await listShown(db, source, lang.split(',')) });
    const tag = toEntityTag(body);
    reply.headers({ 'cache-control': 'public, max-age=60', etag: tag });
    if (hasAlready(request, tag)) return reply.code(304).send();
    return reply.type('application/json; charset=utf-8').send(body);
  });
}

/** Those of the source that are asked now, in their order. One whose purpose was retired meanwhile is not. */
async function listShown(db: Database, source: Source, wanted: readonly string[]): Promise<ShownAsk[]> {
  if (source.kind !== 'browser') return [];
  const scope = { db, workspaceId: source.workspace_id };
  const asks = (await listAsks(scope)).filter(
    (one) => one.enabled && !one.retired && (one.source === null || one.source === source.slug),
  );
  if (asks.length === 0) return [];
  const purposes = await listPurposes(scope);
  return asks.flatMap((ask) => {
    const purpose = purposes.find(({ slug }) => slug === ask.purpose);
    return purpose === undefined || !isAskable(purpose) ? [] : [toShown(ask, purpose, wanted)];
  });
}

const showAsk = async (scope: Scope, slug: string) =>
  (await withNames(scope, [await getAsk(scope, slug)]))[0];

async function withNames(scope: Scope, all: readonly Ask[]) {
  const names = await listPrincipalNames(
    scope,
    all.map((one) => one.updated_by),
  );
  return all.map((one) => ({ ...one, updated_by_name: names.get(one.updated_by) ?? null }));
}
