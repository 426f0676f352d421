// What pages tell of their browsers: by which key they subscribe, that they can be pushed to now, and that they cannot any more.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { openRateLimits, type Withholding } from '../../../connect/collect/index.ts';
import { type Inbox, packBody } from '../../../connect/inbox/index.ts';
import type { Source, SourceKeys } from '../../../connect/sources/index.ts';
import type { Clock } from '../../../platform/clock/index.ts';
import { parseBody, parseQuery } from '../../../platform/http/index.ts';
import type { Database } from '../../../platform/postgres/index.ts';
import type { Scope } from '../../../platform/workspaces/index.ts';
import { ensurePushKeys } from './keys.ts';
import { keepSubscription, markGone, pushType, type Subscription, toPushValue } from './store.ts';

const writeKey = z.string().min(1).max(200);
const endpoint = z.url({ protocol: /^https?$/ }).max(2000);
const bytes = (length: number) =>
  z
    .string()
    .max(200)
    .transform((text) => Buffer.from(text, 'base64url'))
    .refine((key) => key.length === length, `must be ${length} bytes in base64url`)
    .transform((key) => key.toString('base64url'));

export const pushKeyQuery = z.object({ write_key: writeKey });
export const pushSubscriptionBody = z
  .strictObject({
    write_key: writeKey,
    subscription: z
      .object({ endpoint, keys: z.object({ p256dh: bytes(65), auth: bytes(16) }) })
      .describe('As the browser gives it: JSON of a PushSubscription.'),
    anonymous_id: z.string().min(1).max(512).optional(),
    user_id: z.string().min(1).max(512).optional(),
    consent: z
      .record(z.string().max(100), z.boolean())
      .optional()
      .describe('What was chosen in a banner, by category, as messages tell it.'),
  })
  .refine((told) => told.anonymous_id !== undefined || told.user_id !== undefined, {
    path: ['anonymous_id'],
    message: 'name the visitor, by anonymous_id or user_id',
  });
export const pushGoneBody = z.strictObject({ write_key: writeKey, endpoint });

export type PushDeps = {
  db: Database;
  clock: Clock;
  sourceKeys: SourceKeys;
  inbox: Pick<Inbox, 'append'>;
  withholding: Withholding;
};

/** More in a second than that come from no page. */
const perSecondMax = 200;

export function registerPushRoutes(app: FastifyInstance, deps: PushDeps): void {
  const { db, clock, sourceKeys } = deps;
  const limits = openRateLimits();

  async function getSource(key: string): Promise<Source & { scope: Scope }> {
    const source = await sourceKeys.find(key);
    if (source?.kind !== 'browser' || !source.enabled) throw new AppError('not_found');
    if (limits.take(source.id, perSecondMax, 1) > 0) throw new AppError('rate_limited');
    return { ...source, scope: { db, workspaceId: source.workspace_id } };
  }

  app.get('/push/key', async (request, reply) => {
    openToPages(reply);
    await getSource(parseQuery(pushKeyQuery, request.query).write_key);
    return { public_key: (await ensurePushKeys(db, clock)).publicKey };
  });

  app.post('/push/subscriptions', { bodyLimit: 16_384 }, async (request, reply) => {
    openToPages(reply);
    const told = parseBody(pushSubscriptionBody, toJson(request.body));
    const source = await getSource(told.write_key);
    const { endpoint: to, keys } = told.subscription;
    if (await tell(deps, source, told))
      await keepSubscription(source.scope, { endpoint: to, ...keys }, clock.now());
    return reply.code(204).send();
  });

  app.post('/push/subscriptions/gone', { bodyLimit: 4096 }, async (request, reply) => {
    openToPages(reply);
    const told = parseBody(pushGoneBody, toJson(request.body));
    const { scope } = await getSource(told.write_key);
    await markGone(scope, toPushValue(told.endpoint), clock.now());
    return reply.code(204).send();
  });
}

type Told = z.output<typeof pushSubscriptionBody> & {
  subscription: { keys: Omit<Subscription, 'endpoint'> };
};

/**
 * By the inbox, as all that happens: whose the browser is follows from what the message names. False: nothing may be collected of
 * them, and nothing is kept.
 */
async function tell(
  { inbox, withholding, clock }: PushDeps,
  { id: sourceId, workspace_id: workspaceId }: Source,
  { subscription, anonymous_id: anonymousId, user_id: userId, consent }: Told,
): Promise<boolean> {
  const value = toPushValue(subscription.endpoint);
  const externalIds = [{ id: value, type: pushType, collection: 'users', encoding: 'none' }];
  const message = {
    ...{ type: 'track', event: 'Push Subscribed', anonymousId, userId, timestamp: clock.now().toISOString() },
    context: { externalIds, ...(consent === undefined ? {} : { consent: { categoryPreferences: consent } }) },
  };
  const body = { batch: [JSON.parse(JSON.stringify(message)) as object] };
  const rest = withholding.isNeeded(workspaceId)
    ? await withholding.findRest({ workspaceId, sourceId, kind: 'batch', body })
    : undefined;
  if (rest?.messageCount === 0) return false;
  await inbox.append({
    ...{ workspaceId, sourceId, receivedAtMs: clock.nowMs(), envelope: { kind: 'batch' }, messageCount: 1 },
    body: packBody(rest?.json ?? Buffer.from(JSON.stringify(body))),
  });
  return true;
}

/** Any page may ask, and none sends cookies along. */
const openToPages = (reply: FastifyReply) =>
  reply.headers({
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });

/** Pages send plain text, about which browsers ask nothing beforehand. */
function toJson(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    throw new AppError('malformed_json');
  }
}
