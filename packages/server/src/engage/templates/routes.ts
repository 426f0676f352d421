// The API of templates: made, changed, looked at, published, put away.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { parseBody, parseQuery, toId } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { listPrincipalNames } from '../../respect/access/index.ts';
import { archiveTemplate, changeTemplate, createTemplate, publishTemplate } from './changes.ts';
import type { Channels } from './contents.ts';
import { lint } from './lint/lint.ts';
import {
  archiveTemplateBody,
  changeTemplateBody,
  createTemplateBody,
  publishTemplateBody,
  type Template,
} from './model.ts';
import { type PreviewDeps, registerPreviewRoutes } from './preview-routes.ts';
import { addReadyMade, getReadyMade, listReadyMade } from './ready-made.ts';
import { getTemplate, getVersion, listTemplates, listVersions } from './store.ts';

type BySlug = { Params: { slug: string } };

export const templateListQuery = z.object({
  archived: z.stringbool().default(false).describe('Those that were put away, instead of the others.'),
});

export function registerTemplateRoutes(app: FastifyInstance, deps: PreviewDeps): void {
  const { access, channels, clock } = deps;
  registerPreviewRoutes(app, deps);
  registerVersions(app, deps);
  registerReadyMade(app, deps);
  const toRead = (request: FastifyRequest) => access.permit(request, 'templates:read');
  async function toWrite(request: FastifyRequest) {
    const { scope, principal } = await access.permit(request, 'templates:write');
    return { scope, by: { at: clock.now(), by: `${principal.kind}:${principal.id}` } };
  }

  app.get('/api/templates', async (request) => {
    const { scope } = await toRead(request);
    const { archived } = parseQuery(templateListQuery, request.query);
    return { items: await withNames(scope, await listTemplates(scope, archived)), next_cursor: null };
  });

  app.post('/api/templates', async (request, reply) => {
    const { scope, by } = await toWrite(request);
    const body = parseBody(createTemplateBody, request.body);
    await createTemplate(scope, channels, body, by);
    return reply.code(201).send(await show(scope, channels, body.slug));
  });

  app.get<BySlug>('/api/templates/:slug', async (request) => {
    const { scope } = await toRead(request);
    return show(scope, channels, request.params.slug);
  });

  app.put<BySlug>('/api/templates/:slug', async (request) => {
    const { slug } = request.params;
    const { scope, by } = await toWrite(request);
    const { expected_version: expected, ...body } = parseBody(changeTemplateBody, request.body);
    await changeTemplate(scope, channels, { ...body, slug, expected }, by);
    return show(scope, channels, slug);
  });

  app.post<BySlug>('/api/templates/:slug/publish', async (request) => {
    const { slug } = request.params;
    const { scope, by } = await toWrite(request);
    const { version } = parseBody(publishTemplateBody, request.body);
    await publishTemplate(scope, channels, { slug, version }, by);
    return show(scope, channels, slug);
  });

  app.post<BySlug>('/api/templates/:slug/archive', async (request) => {
    const { slug } = request.params;
    const { scope, by } = await toWrite(request);
    await archiveTemplate(scope, slug, parseBody(archiveTemplateBody, request.body).archived, by);
    return show(scope, channels, slug);
  });
}

export const addReadyTemplateBody = z.strictObject({
  slug: z.string().max(63).optional().describe('What it is called here; its own name, where it is left out.'),
  topic: z
    .string()
    .min(1)
    .max(100)
    .nullable()
    .default(null)
    .describe('The topic that it is of, where people can say no to it.'),
});

function registerReadyMade(app: FastifyInstance, { access, channels, clock, onDefined }: PreviewDeps): void {
  app.get('/api/ready-made-templates', async (request) => {
    await access.permit(request, 'templates:read');
    const items = (await listReadyMade()).map(({ name, title, description, purpose, view, contents }) => ({
      ...{ name, title, description, purpose, view: view?.name ?? null },
      languages: Object.fromEntries(Object.entries(contents).map(([slug, all]) => [slug, Object.keys(all)])),
    }));
    return { items, next_cursor: null };
  });

  app.post<{ Params: { name: string } }>('/api/ready-made-templates/:name/add', async (request, reply) => {
    const { scope, principal } = await access.permit(request, 'templates:write');
    const ready = await getReadyMade(request.params.name);
    const { slug, topic } = parseBody(addReadyTemplateBody, request.body);
    const named = {
      ...parseBody(createTemplateBody.pick({ slug: true }), { slug: slug ?? ready.name }),
      topic,
    };
    if (ready.view !== undefined) {
      // Whoever makes a view can read what it shows.
      for (const needed of ['views:write', 'traits:write'] as const) await access.permit(request, needed);
      await access.permit(request, 'profiles:read', ready.purpose);
    }
    const by = { at: clock.now(), by: `${principal.kind}:${principal.id}` };
    await addReadyMade(scope, channels, ready, named, by);
    if (ready.view !== undefined) onDefined();
    return reply.code(201).send(await show(scope, channels, named.slug));
  });
}

function registerVersions(app: FastifyInstance, { access }: PreviewDeps): void {
  app.get<BySlug>('/api/templates/:slug/versions', async (request) => {
    const { scope } = await access.permit(request, 'templates:read');
    const versions = await listVersions(scope, (await getTemplate(scope, request.params.slug)).id);
    const nameOf = await listPrincipalNames(
      scope,
      versions.map(({ made_by }) => made_by),
    );
    const items = versions.map((one) => ({ ...one, made_by_name: nameOf.get(one.made_by) ?? null }));
    return { items, next_cursor: null };
  });

  app.get<{ Params: { slug: string; version: string } }>(
    '/api/templates/:slug/versions/:version',
    async (request) => {
      const { scope } = await access.permit(request, 'templates:read');
      const { slug, version } = request.params;
      const found = await getVersion(scope, await getTemplate(scope, slug), toId(version));
      const names = await listPrincipalNames(scope, [found.made_by]);
      return { ...found, made_by_name: names.get(found.made_by) ?? null };
    },
  );
}

/** In its newest version, with all there is to say of that. */
async function show(scope: Scope, channels: Channels, slug: string) {
  const template = await getTemplate(scope, slug);
  const { contents, view } = await getVersion(scope, template, template.version);
  const findings = await lint(scope, channels, { ...template, contents, view });
  const [shown] = await withNames(scope, [template]);
  return { ...shown, contents, view, findings };
}

async function withNames<One extends Template>(scope: Scope, all: readonly One[]) {
  const names = await listPrincipalNames(
    scope,
    all.map((one) => one.updated_by),
  );
  return all.map(({ id: _id, ...one }) => ({ ...one, updated_by_name: names.get(one.updated_by) ?? null }));
}
