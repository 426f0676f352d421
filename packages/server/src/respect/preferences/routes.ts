// The API of brands and topics.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { parseBody } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Access, listPrincipalNames } from '../access/index.ts';
import { changeBrand, createBrand, deleteBrand, getBrand, listBrands } from './brands.ts';
import { messageChannels } from './model.ts';
import { changeTopic, createTopic, deleteTopic, getTopic, listTopics } from './topics.ts';

const slug = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,62}$/, 'must begin with a lower-case letter and hold only such, digits, - and _')
  .describe('It stays: preferences name it.');
const expected_version = z
  .int()
  .min(1)
  .optional()
  .describe('The version that was changed: where another has been set meanwhile, 409.');

/** Control characters have no place in what people are shown; lone halves of characters cannot be kept. */
const isShowable = (text: string): boolean => text.isWellFormed() && !/[^\P{Cc}\n]/u.test(text);
const words = (lengthMax: number) =>
  z.string().trim().min(1).max(lengthMax).refine(isShowable, 'must be text without control characters');

const brandFields = {
  name: words(120),
  logo_url: z
    .url({ protocol: /^https$/, error: 'must be an address that begins with https://' })
    .max(2000)
    .nullable()
    .default(null),
};
export const createBrandBody = z.strictObject({ slug, ...brandFields });
export const changeBrandBody = z.strictObject({ ...brandFields, expected_version });

export const languageTag = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
const byLanguage = (lengthMax: number) =>
  z
    .record(z.string().max(35), words(lengthMax))
    .refine(
      (texts) => Object.keys(texts).every((tag) => languageTag.test(tag)),
      'must be by language tags such as en or zh-Hant',
    );

const topicFields = {
  brand: z.string().min(1).max(63).describe('The slug of a brand.'),
  titles: byLanguage(120)
    .refine((titles) => Object.keys(titles).length > 0, 'must have a title in one language at least')
    .describe('By language tag.'),
  descriptions: byLanguage(1000).default({}).describe('By language tag.'),
  channels: z
    .array(z.enum(messageChannels))
    .min(1)
    .refine((all) => new Set(all).size === all.length, 'must name each channel once'),
  purpose: z
    .string()
    .min(1)
    .max(64)
    .describe(
      'What messages of it need consent to: a purpose, or a group such as `marketing.*`, of which each channel has its own.',
    ),
  default: z.enum(['in', 'out']).default('out').describe('What whoever said nothing gets.'),
  order: z.int().min(0).max(1_000_000).default(0).describe('The lowest is shown first.'),
  retired: z.boolean().default(false).describe('It is sent to nobody, and not offered.'),
};
export const createTopicBody = z.strictObject({ slug, ...topicFields });
export const changeTopicBody = z.strictObject({ ...topicFields, expected_version });

type Deps = { access: Access; clock: Clock };
type BySlug = { Params: { slug: string } };

function openPermits({ access, clock }: Deps) {
  return {
    toRead: (request: FastifyRequest) => access.permit(request, 'preferences:read'),
    async toWrite(request: FastifyRequest) {
      const { scope, principal } = await access.permit(request, 'preferences:write');
      return { scope, change: { at: clock.now(), by: `${principal.kind}:${principal.id}` } };
    },
  };
}

export function registerTopicRoutes(app: FastifyInstance, deps: Deps): void {
  registerBrandRoutes(app, deps);
  const { toRead, toWrite } = openPermits(deps);

  app.get('/api/topics', async (request) => {
    const { scope } = await toRead(request);
    return { items: await withNames(scope, await listTopics(scope)), next_cursor: null };
  });

  app.post('/api/topics', async (request, reply) => {
    const { scope, change } = await toWrite(request);
    const body = parseBody(createTopicBody, request.body);
    await scope.db.transaction((tx) => createTopic({ ...scope, db: tx }, body, change));
    return reply.code(201).send(await showTopic(scope, body.slug));
  });

  app.get<BySlug>('/api/topics/:slug', async (request) => {
    const { scope } = await toRead(request);
    return showTopic(scope, request.params.slug);
  });

  app.put<BySlug>('/api/topics/:slug', async (request) => {
    const { scope, change } = await toWrite(request);
    const { expected_version: expected, ...fields } = parseBody(changeTopicBody, request.body);
    const topic = { ...fields, slug: request.params.slug };
    await scope.db.transaction((tx) => changeTopic({ ...scope, db: tx }, topic, expected, change));
    return showTopic(scope, topic.slug);
  });

  app.delete<BySlug>('/api/topics/:slug', async (request, reply) => {
    const { scope } = await toWrite(request);
    await scope.db.transaction((tx) => deleteTopic({ ...scope, db: tx }, request.params.slug));
    return reply.code(204).send();
  });
}

function registerBrandRoutes(app: FastifyInstance, deps: Deps): void {
  const { toRead, toWrite } = openPermits(deps);

  app.get('/api/brands', async (request) => {
    const { scope } = await toRead(request);
    return { items: await withNames(scope, await listBrands(scope)), next_cursor: null };
  });

  app.post('/api/brands', async (request, reply) => {
    const { scope, change } = await toWrite(request);
    const body = parseBody(createBrandBody, request.body);
    await scope.db.transaction((tx) => createBrand({ ...scope, db: tx }, body, change));
    return reply.code(201).send(await showBrand(scope, body.slug));
  });

  app.get<BySlug>('/api/brands/:slug', async (request) => {
    const { scope } = await toRead(request);
    return showBrand(scope, request.params.slug);
  });

  app.put<BySlug>('/api/brands/:slug', async (request) => {
    const { scope, change } = await toWrite(request);
    const { expected_version: expected, ...fields } = parseBody(changeBrandBody, request.body);
    const brand = { ...fields, slug: request.params.slug };
    await scope.db.transaction((tx) => changeBrand({ ...scope, db: tx }, brand, expected, change));
    return showBrand(scope, brand.slug);
  });

  app.delete<BySlug>('/api/brands/:slug', async (request, reply) => {
    const { scope } = await toWrite(request);
    await scope.db.transaction((tx) => deleteBrand({ ...scope, db: tx }, request.params.slug));
    return reply.code(204).send();
  });
}

const showTopic = async (scope: Scope, slug: string) =>
  (await withNames(scope, [await getTopic(scope, slug)]))[0];
const showBrand = async (scope: Scope, slug: string) =>
  (await withNames(scope, [await getBrand(scope, slug)]))[0];

async function withNames<One extends { updated_by: string }>(scope: Scope, all: readonly One[]) {
  const names = await listPrincipalNames(
    scope,
    all.map((one) => one.updated_by),
  );
  return all.map((one) => ({ ...one, updated_by_name: names.get(one.updated_by) ?? null }));
}
