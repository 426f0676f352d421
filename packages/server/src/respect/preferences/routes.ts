// The API of topics.
import type { FastifyInstance } from 'fastify';
import { parseBody } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { changeTopicBody, createTopicBody } from './bodies.ts';
import { type BySlug, openPermits, type PermitDeps, withNames } from './permits.ts';
import { changeTopic, createTopic, deleteTopic, getTopic, listTopics } from './topics.ts';

export function registerTopicRoutes(app: FastifyInstance, deps: PermitDeps): void {
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

const showTopic = async (scope: Scope, slug: string) =>
  (await withNames(scope, [await getTopic(scope, slug)]))[0];
