// The API of views as definitions: list, make, set, remove, and what they were before. Reading what they show is another road.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { parseBody, toId } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Access, listPrincipalNames, type Principal } from '../../respect/access/index.ts';
import { changeView, createView, getView, removeView } from './changes.ts';
import { addReadyMade, getReadyMade, listReady } from './ready-made.ts';
import { findViewVersion, listViews, listViewVersions, type StoredView } from './store.ts';

/** The rest is read by the schema of views, which says more exactly what is wrong. */
export const viewBody = z.looseObject({
  name: z.string(),
  title: z.string(),
  purpose: z.string().describe('It stays: the view shows what may be used for it.'),
  fields: z.array(z.unknown()).describe('As GET /api/definitions/schema describes them.'),
});
export const viewChangeBody = z.looseObject({
  title: z.string(),
  fields: z.array(z.unknown()),
  expected_version: z
    .int()
    .min(1)
    .optional()
    .describe('The version that was changed: where another has been set meanwhile, 409.'),
});

type Deps = { access: Access; clock: Clock; onSet: () => void };
type ByName = { Params: { name: string } };
type OfVersion = { Params: { name: string; version: string } };

export function registerViewDefinitions(app: FastifyInstance, deps: Deps): void {
  const { access, onSet } = deps;

  async function list(request: FastifyRequest) {
    const { scope } = await access.permit(request, 'views:read');
    return { items: (await listViews(scope)).map(toShown), next_cursor: null };
  }
  async function create(request: FastifyRequest, reply: FastifyReply) {
    await access.permit(request, 'views:write');
    const { purpose } = parseBody(viewBody, request.body);
    const { scope, by } = await permitToSet(deps, request, purpose);
    const made = await createView(scope, request.body, by);
    onSet();
    return reply.code(201).send(toShown(made));
  }

  app.get('/api/view-definitions', list);
  app.post('/api/view-definitions', create);
  // By these names too: the outside contract has had them from the beginning.
  app.get('/api/views', list);
  app.post('/api/views', create);

  app.get<ByName>('/api/view-definitions/:name', async (request) => {
    const { scope } = await access.permit(request, 'views:read');
    const view = await getView(scope, request.params.name);
    return { ...toShown(view), versions: await listNamedVersions(scope, view) };
  });

  app.put<ByName>('/api/view-definitions/:name', async (request) => {
    const { name } = request.params;
    const { scope } = await access.permit(request, 'views:write');
    const { expected_version: expected, ...given } = parseBody(viewChangeBody, request.body);
    const { by } = await permitToSet(deps, request, (await getView(scope, name)).purpose);
    const changed = await changeView(scope, name, { ...given, expected }, by);
    onSet();
    return toShown(changed);
  });

  app.delete<ByName>('/api/view-definitions/:name', async (request, reply) => {
    const { scope } = await access.permit(request, 'views:write');
    await removeView(scope, request.params.name);
    onSet();
    return reply.code(204).send();
  });

  registerVersions(app, deps);
  registerReadyMade(app, deps);
}

/** Beside `views:write`: who sets what a view shows can read it, so they must be allowed to read people for its purpose. */
async function permitToSet({ access, clock }: Deps, request: FastifyRequest, purpose: string) {
  const { scope, principal } = await access.permit(request, 'profiles:read', purpose);
  return { scope, by: { at: clock.now(), by: nameOf(principal) } };
}

const nameOf = ({ kind, id }: Principal): string => `${kind}:${id}`;

function registerVersions(app: FastifyInstance, { access }: Deps): void {
  app.get<ByName>('/api/view-definitions/:name/versions', async (request) => {
    const { scope } = await access.permit(request, 'views:read');
    const view = await getView(scope, request.params.name);
    return { items: await listNamedVersions(scope, view), next_cursor: null };
  });

  app.get<OfVersion>('/api/view-definitions/:name/versions/:version', async (request) => {
    const { scope } = await access.permit(request, 'views:read');
    const { name, version } = request.params;
    const found = await findViewVersion(scope, name, toId(version));
    if (found === undefined)
      throw new AppError(
        'view_not_found',
        `There is no such version (see GET /api/view-definitions/${name}).`,
      );
    const names = await listPrincipalNames(scope, [found.set_by]);
    return { ...found, set_by_name: names.get(found.set_by) ?? null };
  });
}

async function listNamedVersions(scope: Scope, { id }: StoredView) {
  const versions = await listViewVersions(scope.db, id);
  const names = await listPrincipalNames(
    scope,
    versions.map(({ set_by }) => set_by),
  );
  return versions.map((one) => ({ ...one, set_by_name: names.get(one.set_by) ?? null }));
}

function registerReadyMade(app: FastifyInstance, deps: Deps): void {
  const { access, onSet } = deps;
  app.get('/api/ready-made-views', async (request) => {
    const { scope } = await access.permit(request, 'views:read');
    return { items: await listReady(scope), next_cursor: null };
  });

  app.post<ByName>('/api/ready-made-views/:name/add', async (request, reply) => {
    await access.permit(request, 'views:write');
    const ready = await getReadyMade(request.params.name);
    const { scope, by } = await permitToSet(deps, request, ready.view.purpose);
    // Its traits come with it.
    await access.permit(request, 'traits:write');
    const made = await addReadyMade(scope, ready, by);
    onSet();
    return reply.code(201).send(toShown(made));
  });
}

const toShown = ({ id: _id, ...view }: StoredView) => view;
