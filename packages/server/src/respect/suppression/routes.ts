// The API of suppressions: add, list, check, lift. No answer holds a value, and what is checked is kept nowhere.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { limitField, pageOf, parseBody, parseQuery, toId } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Access, listPrincipalNames } from '../access/index.ts';
import {
  hasChannel,
  type NamedBy,
  type NamedInForms,
  suppressedChannels,
  suppressionScopes,
  suppressionStates,
  toChannel,
} from './model.ts';
import { countInForce, findNewestKey, listCounts, listSuppressions, type SuppressionRow } from './store.ts';
import type { NewSuppression, Suppressions } from './suppressions.ts';

const identifier = z.strictObject({ type: z.string().min(1).max(63), value: z.string().min(1).max(512) });
const reason = z.string().trim().min(1).max(500);

const item = z
  .strictObject({
    identifier,
    scope: z.enum(suppressionScopes),
    channel: z
      .enum(suppressedChannels)
      .optional()
      .describe('Of `no_contact`, `bounce` and `complaint`; `*`, where it is left out: all channels.'),
    reason: reason.describe('Why. Write no value of an identifier here: it is kept as it is.'),
    legal_ref: z.string().trim().min(1).max(200).optional().describe('The rule that asks for it.'),
    review_at: z.iso.datetime({ offset: true }).optional().describe('When somebody is to look at it again.'),
  })
  .refine(({ scope, channel }) => channel === undefined || hasChannel(scope), {
    path: ['channel'],
    error: 'must be left out: only no_contact, bounce and complaint are about a channel',
  });

const itemsMax = 1000;
export const suppressionBody = z.union([item, z.strictObject({ items: z.array(item).min(1).max(itemsMax) })]);
const bulkBody = z.strictObject({ items: z.array(item).min(1).max(itemsMax) });

export const suppressionListQuery = z.object({
  limit: limitField,
  cursor: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
  scope: z.enum(suppressionScopes).optional(),
  state: z
    .enum(suppressionStates)
    .optional()
    .describe('Only those in force, or only those that were lifted.'),
});
export const suppressionCheckBody = z.strictObject({ identifier });
export const liftBody = z.strictObject({
  reason,
  by: z
    .enum(['subject', 'operator'])
    .describe('`subject`: the person came back by an act of their own. `operator`: you decide it.'),
});

/**
 * The normal form of an identifier, under the rules of the workspace; undefined where nobody can be named by this kind or
 * value. Who is who is decided above here, so it is handed in.
 */
export type NormalForm = (scope: Scope, asked: NamedBy) => Promise<NamedInForms | undefined>;

type Deps = { access: Access; clock: Clock; suppressions: Suppressions; normalForm: NormalForm };

const countedMs = 90 * 24 * 3600 * 1000;

export function registerSuppressionRoutes(app: FastifyInstance, deps: Deps): void {
  const { access, clock, suppressions, normalForm } = deps;

  app.get('/api/suppressions', async (request) => {
    const { scope } = await access.permit(request, 'suppressions:read');
    const { limit, cursor, scope: only, state } = parseQuery(suppressionListQuery, request.query);
    const rows = await listSuppressions(scope, { limit, before: cursor, scope: only, state });
    const nameOf = await principalNames(scope, rows);
    return pageOf(
      rows,
      limit,
      (row) => toItem(row, nameOf),
      ({ id }) => String(id),
    );
  });

  app.post('/api/suppressions', async (request, reply) => {
    const { scope, principal } = await access.permit(request, 'suppressions:write');
    const { items, isBulk } = parseItems(request.body);
    const asked: NewSuppression[] = [];
    for (const [place, one] of items.entries())
      asked.push(await toNew(normalForm, scope, one, isBulk ? `items.${place}.` : ''));
    const recorded = await suppressions.record(scope, asked, `${principal.kind}:${principal.id}`);
    reply.code(recorded.some(({ isNew }) => isNew) ? 201 : 200);
    const nameOf = await principalNames(
      scope,
      recorded.map(({ row }) => row),
    );
    const rows = recorded.map(({ row }) => toItem(row, nameOf));
    return isBulk ? { items: rows, next_cursor: null } : rows[0];
  });

  app.post('/api/suppressions/check', async (request) => {
    const { scope } = await access.permit(request, 'suppressions:read');
    const { identifier: asked } = parseBody(suppressionCheckBody, request.body);
    const named = await getNormalForm(normalForm, scope, asked, '');
    const items = await suppressions.listSuppressed(scope, [named]);
    return { items: items.map(({ ids, ...one }) => ({ ...one, ids: ids.map(String) })), next_cursor: null };
  });

  app.get('/api/suppressions/counts', async (request) => {
    const { scope } = await access.permit(request, 'suppressions:read');
    await suppressions.counts.write();
    const [items, inForce, key] = await Promise.all([
      listCounts(scope, new Date(clock.nowMs() - countedMs)),
      countInForce(scope),
      findNewestKey(scope),
    ]);
    const every = Object.fromEntries(suppressionScopes.map((one) => [one, inForce[one] ?? 0]));
    return { items, next_cursor: null, in_force: every, key: key ?? null };
  });

  app.post('/api/suppressions/rotate-key', async (request) => {
    const { scope, principal } = await access.permit(request, 'suppressions:write');
    return { key_id: await suppressions.rotateKey(scope, `${principal.kind}:${principal.id}`) };
  });

  app.post<{ Params: { id: string } }>('/api/suppressions/:id/lift', async (request) => {
    const { scope, principal } = await access.permit(request, 'suppressions:write');
    const id = toId(request.params.id, Number.MAX_SAFE_INTEGER);
    const lift = parseBody(liftBody, request.body);
    const by = `${principal.kind}:${principal.id}`;
    const row = await suppressions.lift(scope, id, { ...lift, recordedBy: by });
    return toItem(row, await principalNames(scope, [row]));
  });
}

type Item = z.output<typeof item>;

/** By the schema that fits what was meant: a fault of one item must not be told as a fault of all. */
function parseItems(body: unknown): { items: Item[]; isBulk: boolean } {
  if (typeof body === 'object' && body !== null && 'items' in body)
    return { items: parseBody(bulkBody, body).items, isBulk: true };
  return { items: [parseBody(item, body)], isBulk: false };
}

async function toNew(
  normalForm: NormalForm,
  scope: Scope,
  given: Item,
  place: string,
): Promise<NewSuppression> {
  const named = await getNormalForm(normalForm, scope, given.identifier, place);
  return {
    identifier: named,
    scope: given.scope,
    channel: given.channel ?? toChannel(given.scope, named.type),
    reason: given.reason,
    legalRef: given.legal_ref ?? null,
    reviewAt: given.review_at === undefined ? null : new Date(given.review_at),
  };
}

/** Throws where it could never be found again in a message: a suppression that holds nothing back must not be believed in. */
async function getNormalForm(
  normalForm: NormalForm,
  scope: Scope,
  asked: NamedBy,
  place: string,
): Promise<NamedInForms> {
  const named = await normalForm(scope, asked);
  if (named !== undefined) return named;
  throw new AppError(
    'invalid_request',
    `The body is not valid. ${place}identifier: its type is none of this workspace (see GET /api/identity/rules), or its value is none of that type; a telephone number begins with + and its country.`,
  );
}

const principalNames = (scope: Scope, rows: readonly SuppressionRow[]): Promise<Map<string, string>> =>
  listPrincipalNames(
    scope,
    rows.flatMap(({ created_by, lift_recorded_by }) => [created_by, lift_recorded_by ?? []].flat()),
  );

/** Names are null for who is gone. */
const toItem = (row: SuppressionRow, nameOf: ReadonlyMap<string, string>) => ({
  ...{ ...row, id: String(row.id), created_by_name: nameOf.get(row.created_by) ?? null },
  lift_recorded_by_name: row.lift_recorded_by === null ? null : (nameOf.get(row.lift_recorded_by) ?? null),
});
