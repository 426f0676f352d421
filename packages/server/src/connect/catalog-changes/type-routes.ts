// The API of the catalog's types.
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../platform/clock/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Access, listPrincipalNames } from '../../respect/access/index.ts';
import {
  type CatalogTypeRow,
  countObjects,
  getCatalogType,
  listCatalogTypes,
  readType,
  removeType,
  setType,
} from '../catalog/index.ts';

/** `onSet`: a type was set or removed. */
type Deps = { access: Access; clock: Clock; onSet: () => void };
type ByType = { Params: { type: string } };

export function registerTypeRoutes(app: FastifyInstance, { access, clock, onSet }: Deps): void {
  app.get('/api/catalog/types', async (request) => {
    const { scope } = await access.permit(request, 'catalog:read');
    return { items: await show(scope, await listCatalogTypes(scope)), next_cursor: null };
  });

  app.get<ByType>('/api/catalog/types/:type', async (request) => {
    const { scope } = await access.permit(request, 'catalog:read');
    return showOne(scope, request.params.type);
  });

  app.put<ByType>('/api/catalog/types/:type', async (request, reply) => {
    const { scope, principal } = await access.permit(request, 'catalog:write');
    const name = request.params.type;
    const by = `${principal.kind}:${principal.id}`;
    const { isNew } = await setType(scope, name, readType(name, request.body), { at: clock.now(), by });
    onSet();
    return reply.code(isNew ? 201 : 200).send(await showOne(scope, name));
  });

  app.delete<ByType>('/api/catalog/types/:type', async (request, reply) => {
    const { scope } = await access.permit(request, 'catalog:write');
    await removeType(scope, request.params.type, clock.now());
    onSet();
    return reply.code(204).send();
  });
}

const showOne = async (scope: Scope, name: string) =>
  (await show(scope, [await getCatalogType(scope, name)]))[0];

async function show(scope: Scope, types: readonly CatalogTypeRow[]) {
  const counts = await countObjects(scope);
  const names = await listPrincipalNames(
    scope,
    types.map((type) => type.set_by),
  );
  return types.map(({ id, name, followed, edition, set_at, set_by, ...definition }) => ({
    name,
    ...definition,
    title_field: definition.title_field ?? null,
    time_field: definition.time_field ?? null,
    objects: counts.get(id) ?? 0,
    edition,
    /** Objects that were there before are not all found by it yet. */
    following: followed < edition,
    ...{ set_at, set_by, set_by_name: names.get(set_by) ?? null },
  }));
}
