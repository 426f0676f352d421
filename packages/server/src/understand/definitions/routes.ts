// The API of segments and traits as definitions: set, change, remove, list. What is worked out from them is beside this.
import { definitionSchemas, viewSchema } from '@rapport/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { parseBody } from '../../platform/http/index.ts';
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Access, listPrincipalNames, type Principal } from '../../respect/access/index.ts';
import { changeDefinition, createDefinition, findDefinition, removeDefinition } from './changes.ts';
import { type Definition, isScore, type Kind, listNewest, listVersions } from './store.ts';

/** The rest is read by the language, which says more exactly what is wrong. */
export const definitionBody = z.looseObject({
  name: z.string(),
  title: z.string().min(1).max(200).optional().describe('The name, where it is left out.'),
  purpose: z.string().describe('It stays: what is defined sees what was collected for it.'),
  definition: z.unknown().describe('A condition or value, as docs/definitions.md means it.'),
});
export const changeBody = z.looseObject({
  title: z.string().min(1).max(200).optional(),
  definition: z.unknown().describe('A condition or value, as docs/definitions.md means it.'),
});

type Deps = {
  access: Access;
  clock: Clock;
  /** Throws where a definition looks at what its purpose, or whoever sets it, may not see. */
  refuseUnseen: (
    scope: Scope<Queryable>,
    principal: Principal,
    read: Pick<Definition, 'purpose' | 'definition'>,
  ) => Promise<void>;
  /** Of how many people each definition is true, or has a value. */
  countPeople: (scope: Scope, kind: Kind) => Promise<Map<number, number>>;
  /** Definitions were set. */
  onSet: () => void;
  onRecompute: (workspaceId: number, definitionId: number) => void;
};

/** How the API calls them, and how many people there are in or of one. */
const called: Record<Kind, { path: string; scope: 'segments' | 'traits'; count: string }> = {
  segment: { path: '/api/segments', scope: 'segments', count: 'members' },
  trait: { path: '/api/traits', scope: 'traits', count: 'people' },
};

export function registerDefinitionRoutes(app: FastifyInstance, deps: Deps): void {
  for (const kind of ['segment', 'trait'] as const) registerKind(app, kind, deps);
  let schemas: Record<string, object> | undefined;
  // To everybody, as the description of the API is: editors fetch it without a key.
  app.get('/api/definitions/schema', async () => {
    schemas ??= { ...definitionSchemas(), view: viewSchema() };
    return schemas;
  });
}

type ByName = { Params: { name: string } };

function registerKind(app: FastifyInstance, kind: Kind, deps: Deps): void {
  const { access, clock, refuseUnseen, countPeople, onSet, onRecompute } = deps;
  const { path, scope: noun } = called[kind];
  const toRead = (request: FastifyRequest) => access.permit(request, `${noun}:read`);
  const toWrite = (request: FastifyRequest) => access.permit(request, `${noun}:write`);
  const change = (principal: Principal) => ({
    at: clock.now(),
    by: `${principal.kind}:${principal.id}`,
    refuse: (scope: Scope<Queryable>, read: Pick<Definition, 'purpose' | 'definition'>) =>
      refuseUnseen(scope, principal, read),
  });
  const show = async (scope: Scope, one: Definition) => toShown(one, await countPeople(scope, kind));

  app.get(path, async (request) => {
    const { scope } = await toRead(request);
    const all = (await listNewest(scope)).filter((one) => one.kind === kind);
    const counts = await countPeople(scope, kind);
    return { items: all.map((one) => toShown(one, counts)), next_cursor: null };
  });

  app.post(path, async (request, reply) => {
    const { scope, principal } = await toWrite(request);
    const body = parseBody(definitionBody, request.body);
    const made = await createDefinition(
      scope,
      kind,
      { ...body, title: body.title ?? body.name },
      change(principal),
    );
    onSet();
    return reply.code(201).send(await show(scope, made));
  });

  app.get<ByName>(`${path}/:name`, async (request) => {
    const { scope } = await toRead(request);
    const found = await findDefinition(scope, kind, request.params.name);
    const versions = await listVersions(scope.db, found.id);
    const names = await listPrincipalNames(
      scope,
      versions.map(({ set_by }) => set_by),
    );
    return {
      ...(await show(scope, found)),
      versions: versions.map(({ set_by, ...one }) => ({
        ...one,
        set_by,
        set_by_name: names.get(set_by) ?? null,
      })),
    };
  });

  app.put<ByName>(`${path}/:name`, async (request) => {
    const { scope, principal } = await toWrite(request);
    const { title, definition } = parseBody(changeBody, request.body);
    const { name } = request.params;
    const changed = await changeDefinition(
      scope,
      kind,
      name,
      { title: title ?? name, definition },
      change(principal),
    );
    onSet();
    return show(scope, changed);
  });

  app.delete<ByName>(`${path}/:name`, async (request, reply) => {
    const { scope } = await toWrite(request);
    await removeDefinition(scope, kind, request.params.name, clock.now());
    return reply.code(204).send();
  });

  app.post<ByName>(`${path}/:name/recompute`, async (request, reply) => {
    const { scope } = await toWrite(request);
    const { id } = await findDefinition(scope, kind, request.params.name);
    onRecompute(scope.workspaceId, id);
    return reply.code(202).send({});
  });
}

function toShown(one: Definition, counts: ReadonlyMap<number, number>) {
  const { id, kind, name, purpose, title, definition, version, newest, set_at, computed_at } = one;
  return {
    ...{ name, title, purpose, definition },
    version: newest,
    state: version < newest ? 'computing' : 'current',
    [called[kind].count]: version === 0 ? null : (counts.get(id) ?? 0),
    ...{ set_at, computed_at },
    ...(kind === 'trait' ? { limits_at: isScore(one) ? computed_at : null } : {}),
  };
}
