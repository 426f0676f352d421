// The API of messages: making one, and reading what became of all.
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { limitField, pageOf, parseBody, parseQuery, toId } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Access, Principal } from '../../respect/access/index.ts';
import { languageTag } from '../../respect/preferences/index.ts';
import type { ReadLog } from '../../respect/reads/index.ts';
import { openShowing } from '../../understand/showing/index.ts';
import { channelSlugs } from '../channels/index.ts';
import { cancelMessage, getMessage, listMessages, retryMessage, showMessage, toShown } from './listing.ts';
import { tellMessage } from './making.ts';
import { messageStates } from './model.ts';

const slug = z.string().min(1).max(64);
const time = z.iso.datetime({ offset: true });
const idMax = Number.MAX_SAFE_INTEGER;

export const messageListQuery = z.object({
  purpose: z
    .string()
    .optional()
    .describe(
      'With one, the names of those people are shown whom it permits to be read. Without, nobody is named.',
    ),
  limit: limitField,
  cursor: z.coerce.number().int().min(1).max(idMax).optional(),
  state: z.enum(messageStates).optional(),
  channel: z.enum(channelSlugs).optional(),
  campaign: slug.optional(),
  template: slug.optional(),
  topic: slug.optional(),
  reason: slug.optional(),
  profile: z.coerce.number().int().min(1).max(idMax).optional(),
});
export const messageQuery = messageListQuery.pick({ purpose: true });

export const messageBody = z.strictObject({
  to: z
    .strictObject({ type: z.string().min(1).max(63), value: z.string().min(1).max(512) })
    .describe(
      'An identifier of the person. An address is the one to which it goes; of any other, their best one is found.',
    ),
  template: slug.describe('The slug of a published template.'),
  channel: z
    .enum(channelSlugs)
    .optional()
    .describe('The first by which the template speaks, where it is left out.'),
  fallbacks: z
    .array(z.enum(channelSlugs))
    .max(5)
    .optional()
    .describe('Tried in their order where the channel does not reach the person, or may not.'),
  variables: z
    .record(z.string().max(64), z.unknown())
    .default({})
    .refine((value) => JSON.stringify(value).length <= 32_768, 'must be at most 32 kB')
    .describe('What the texts may name beside the person.'),
  key: z
    .string()
    .regex(/^[\w.:/-]{1,200}$/, 'must be 1 to 200 letters, digits, -, _, ., : and /')
    .optional()
    .describe('Sent again with the same key, it is the same message.'),
  language: z.string().max(35).regex(languageTag).optional(),
  due_at: time.optional().describe('Not before.'),
  expires_at: time.optional().describe('Not after: it would not make sense any more.'),
});

type Deps = { access: Access; clock: Clock; clickhouse: ClickHouse; readLog: ReadLog; wake(): void };
type ById = { Params: { id: string } };
type Shown = ReturnType<typeof toShown>;

export function registerMessageRoutes(app: FastifyInstance, deps: Deps): void {
  const { access, clock } = deps;
  const show = openShowing(deps);

  /** With the names of those whom the purpose permits to be read. */
  async function named<One extends Shown>(
    by: { scope: Scope; principal: Principal },
    purpose: string | undefined,
    exit: string,
    items: readonly One[],
  ): Promise<(One & { display_name: string | null })[]> {
    const ids = [...new Set(items.map(({ profile_id }) => Number(profile_id)))];
    const people = purpose === undefined || ids.length === 0 ? [] : await show({ ...by, purpose, exit }, ids);
    const names = new Map(people.map(({ id, display_name }) => [id, display_name]));
    return items.map((one) => ({ ...one, display_name: names.get(one.profile_id) ?? null }));
  }

  app.get('/api/messages', async (request) => {
    const { purpose, limit, cursor, profile, ...filter } = parseQuery(messageListQuery, request.query);
    const by = await access.permit(request, 'messages:read', purpose);
    const rows = await listMessages(by.scope, { ...filter, profileId: profile }, { before: cursor, limit });
    const page = pageOf(rows, limit, toShown, ({ id }) => String(id));
    return { ...page, items: await named(by, purpose, 'GET /api/messages', page.items) };
  });

  app.post('/api/messages', async (request, reply) => {
    const { scope, principal } = await access.permit(request, 'messages:write');
    const body = parseBody(messageBody, request.body);
    const trigger = { kind: 'api', name: `${principal.kind}:${principal.id}` } as const;
    const told = { ...body, key: body.key ?? randomUUID() };
    const { id, isNew } = await tellMessage(scope, told, trigger, clock.now());
    if (isNew) deps.wake();
    return reply.code(isNew ? 201 : 200).send(await showMessage(scope, id));
  });

  app.get<ById>('/api/messages/:id', async (request) => {
    const { purpose } = parseQuery(messageQuery, request.query);
    const by = await access.permit(request, 'messages:read', purpose);
    const { history, variables: _, ...row } = await getMessage(by.scope, toId(request.params.id, idMax));
    const [item] = await named(by, purpose, 'GET /api/messages/:id', [toShown(row)]);
    return { ...item, history };
  });

  app.post<ById>('/api/messages/:id/retry', async (request) => {
    const { scope, principal } = await access.permit(request, 'messages:write');
    const id = toId(request.params.id, idMax);
    await retryMessage(scope, id, clock.now(), `${principal.kind}:${principal.id}`);
    deps.wake();
    return showMessage(scope, id);
  });

  app.post<ById>('/api/messages/:id/cancel', async (request) => {
    const { scope, principal } = await access.permit(request, 'messages:write');
    const id = toId(request.params.id, idMax);
    await cancelMessage(scope, id, clock.now(), `${principal.kind}:${principal.id}`);
    return showMessage(scope, id);
  });
}
