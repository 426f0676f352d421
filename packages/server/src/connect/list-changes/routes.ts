// The API of lists: make, rename, delete, put people on them and take them off, and read who is there.
import { AppError, definitionName } from '@rapport/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { limitField, parseBody, parseQuery } from '../../platform/http/index.ts';
import type { Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Access, listPrincipalNames, type Principal } from '../../respect/access/index.ts';
import type { ReadLog } from '../../respect/reads/index.ts';
import { toAsked } from '../identity/index.ts';
import {
  createList,
  deleteList,
  getList,
  type List,
  listLists,
  lockList,
  renameList,
} from '../lists/index.ts';
import type { Pipeline } from '../pipeline/index.ts';
import { addPeople, removePeople, type Stopping } from './change.ts';
import { readPeople } from './people.ts';

const title = z.string().trim().min(1).max(200);
export const createListBody = z.strictObject({
  name: definitionName.describe('What definitions call it. It stays.'),
  title: title.optional().describe('The name, where it is left out.'),
});
export const changeListBody = z.strictObject({ title });

/** So many at once. */
export const identifiersMax = 10_000;
const identifier = z.strictObject({ type: z.string().min(1).max(63), value: z.string().min(1).max(512) });
export const peopleBody = z.strictObject({
  identifiers: z
    .array(identifier)
    .max(identifiersMax, `Send at most ${identifiersMax} identifiers at once.`)
    .describe('In whatever spelling.'),
});
export const listPeopleQuery = z.object({
  purpose: z.string().optional(),
  limit: limitField,
  cursor: z.coerce.number().int().min(1).optional(),
});
const bodyBytesMax = 16 * 1024 * 1024;

type Deps = {
  access: Access;
  clickhouse: ClickHouse;
  clock: Clock;
  readLog: ReadLog;
  pipeline: Pick<Pipeline, 'takeTurn'>;
  suppressions: Stopping;
  /** What asks a list: while it does, the list stays. No definition may come to ask it until the transaction ends. */
  listUsers: (scope: Scope<Transaction>, name: string) => Promise<string[]>;
};
type ByName = { Params: { name: string } };

export function registerListRoutes(app: FastifyInstance, deps: Deps): void {
  const { access, clock, listUsers } = deps;
  const toRead = (request: FastifyRequest) => access.permit(request, 'lists:read');
  const toWrite = (request: FastifyRequest) => access.permit(request, 'lists:write');
  const byOf = ({ kind, id }: Principal): string => `${kind}:${id}`;
  const change = (principal: Principal) => ({ at: clock.now(), by: byOf(principal) });

  app.get('/api/lists', async (request) => {
    const { scope } = await toRead(request);
    return { items: await show(scope, await listLists(scope)), next_cursor: null };
  });

  app.post('/api/lists', async (request, reply) => {
    const { scope, principal } = await toWrite(request);
    const { name, title: given = name } = parseBody(createListBody, request.body);
    const made = { name, title: given };
    await scope.db.transaction((tx) => createList({ ...scope, db: tx }, made, change(principal)));
    return reply.code(201).send(await showOne(scope, name));
  });

  app.get<ByName>('/api/lists/:name', async (request) => {
    const { scope } = await toRead(request);
    return showOne(scope, request.params.name);
  });

  app.patch<ByName>('/api/lists/:name', async (request) => {
    const { scope, principal } = await toWrite(request);
    const { title: given } = parseBody(changeListBody, request.body);
    const { name } = await getList(scope, request.params.name);
    await renameList(scope, name, given, change(principal));
    return showOne(scope, name);
  });

  app.delete<ByName>('/api/lists/:name', async (request, reply) => {
    const { scope } = await toWrite(request);
    const { name } = request.params;
    await scope.db.transaction(async (tx) => {
      const own = { ...scope, db: tx };
      const users = await listUsers(own, name);
      const id = await lockList(own, name);
      if (users.length > 0)
        throw new AppError('list_in_use', `${users.join(', ')} asks it. Change that first.`, {
          used_by: users,
        });
      await deleteList(own, id);
    });
    return reply.code(204).send();
  });

  registerPeopleRoutes(app, { ...deps, byOf, toWrite });
}

type PeopleDeps = Deps & {
  byOf: (principal: Principal) => string;
  toWrite: (request: FastifyRequest) => ReturnType<Access['permit']>;
};

function registerPeopleRoutes(app: FastifyInstance, deps: PeopleDeps): void {
  const { access, pipeline, suppressions, byOf, toWrite } = deps;
  const path = '/api/lists/:name/people';

  app.get<ByName>(path, async (request) => {
    const { purpose, limit, cursor } = parseQuery(listPeopleQuery, request.query);
    const { scope, principal } = await access.permit(request, 'lists:read', purpose);
    const list = await getList(scope, request.params.name);
    return readPeople(deps, { scope, principal, purpose }, list, { limit, cursor });
  });

  app.post<ByName>(path, { bodyLimit: bodyBytesMax }, async (request) => {
    const { scope, principal } = await toWrite(request);
    const { identifiers } = parseBody(peopleBody, request.body);
    const asked = identifiers.map(({ type, value }) => toAsked(type, value));
    const by = byOf(principal);
    return addPeople({ pipeline, suppressions, by }, scope, request.params.name, asked);
  });

  app.delete<ByName>(path, { bodyLimit: bodyBytesMax }, async (request) => {
    const { scope, principal } = await toWrite(request);
    const { identifiers } = parseBody(peopleBody, request.body);
    const asked = identifiers.map(({ type, value }) => toAsked(type, value));
    return removePeople({ pipeline, by: byOf(principal) }, scope, request.params.name, asked);
  });
}

const showOne = async (scope: Scope, name: string) => (await show(scope, [await getList(scope, name)]))[0];

async function show(scope: Scope, lists: readonly List[]) {
  const names = await listPrincipalNames(
    scope,
    lists.map(({ set_by }) => set_by),
  );
  return lists.map(({ name, title, people, set_at, set_by }) => ({
    ...{ name, title, people, set_at, set_by },
    set_by_name: names.get(set_by) ?? null,
  }));
}
