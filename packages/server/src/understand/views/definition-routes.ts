// The API of views as definitions: set, change, remove, list.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { parseBody } from '../../platform/http/index.ts';
import { type Access, listPrincipalNames, type Principal } from '../../respect/access/index.ts';
import { changeView, createView, getView, removeView } from './changes.ts';
import { addReadyMade, listReady } from './ready-made.ts';
import { listViews, listViewVersions, type StoredView } from './store.ts';

/** The rest is read by the schema of views, which says more exactly what is wrong. */
export const viewBody = z.looseObject({
  name: z.string(),
  title: z.string(),
  purpose: z.string().describe('It stays: the view shows what may be used for it.'),
  fields: z.array(z.unknown()).describe('As GET /api/definitions/schema describes them.'),
});
export const viewChangeBody = z.looseObject({ title: z.string(), fields: z.array(z.unknown()) });

type Deps = { access: Access; clock: Clock; onSet: () => void };
type ByName = { Params: { name: string } };

export function registerViewDefinitions(app: FastifyInstance, { access, clock, onSet }: Deps): void {
  const by = ({ kind, id }: Principal) => ({ at: clock.now(), by: `${kind}:${id}` });

  app.get('/api/views', async (request) => {
    const { scope } = await access.permit(request, 'views:read');
    return { items: (await listViews(scope)).map(toShown), next_cursor: null };
  });

  app.post('/api/views', async (request, reply) => {
    const { scope, principal } = await access.permit(request, 'views:write');
    parseBody(viewBody, request.body);
    const made = await createView(scope, request.body, by(principal));
    onSet();
    return reply.code(201).send(toShown(made));
  });

  app.get('/api/ready-made-views', async (request) => {
    const { scope } = await access.permit(request, 'views:read');
    return { items: await listReady(scope), next_cursor: null };
  });

  app.post<ByName>('/api/ready-made-views/:name/add', async (request, reply) => {
    const { scope, principal } = await access.permit(request, 'views:write');
    // Its traits come with it.
    await access.permit(request, 'traits:write');
    const made = await addReadyMade(scope, request.params.name, by(principal));
    onSet();
    return reply.code(201).send(toShown(made));
  });

  app.get<ByName>('/api/view-definitions/:name', async (request) => {
    const { scope } = await access.permit(request, 'views:read');
    const view = await getView(scope, request.params.name);
    const versions = await listViewVersions(scope.db, view.id);
    const names = await listPrincipalNames(
      scope,
      versions.map(({ set_by }) => set_by),
    );
    return {
      ...toShown(view),
      versions: versions.map((one) => ({ ...one, set_by_name: names.get(one.set_by) ?? null })),
    };
  });

  app.put<ByName>('/api/view-definitions/:name', async (request) => {
    const { scope, principal } = await access.permit(request, 'views:write');
    const body = parseBody(viewChangeBody, request.body);
    const changed = await changeView(scope, request.params.name, body, by(principal));
    onSet();
    return toShown(changed);
  });

  app.delete<ByName>('/api/view-definitions/:name', async (request, reply) => {
    const { scope } = await access.permit(request, 'views:write');
    await removeView(scope, request.params.name);
    onSet();
    return reply.code(204).send();
  });
}

const toShown = ({ id: _id, ...view }: StoredView) => view;
