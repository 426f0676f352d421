// The API of views. Reading them: of a person, of the business, of many at once, as a stream, and before they are saved.
import { isDeepStrictEqual } from 'node:util';
import { AppError, isAppError, type View } from '@rapport/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { hasAlready, onceClosed, parseBody } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Access, Principal } from '../../respect/access/index.ts';
import type { ReadLog } from '../../respect/reads/index.ts';
import { type Answered, type Answering, type Asked, answerView, toETag } from './answer.ts';
import { readUnsavedView } from './changes.ts';
import { registerViewDefinitions } from './definition-routes.ts';
import type { ViewAnswer } from './model.ts';
import { type FindView, openRecall, type Recall, type ViewToAnswer } from './recall.ts';
import { openSeats, type StreamLimits } from './seats.ts';
import type { Streams } from './streams.ts';
import { openWatching } from './watching.ts';

export const subjectsMax = 100;
const subjectField = z.strictObject({ type: z.string().min(1).max(100), value: z.string().min(1).max(1000) });
export const viewBatchBody = z.strictObject({ subjects: z.array(subjectField).min(1).max(subjectsMax) });
export const viewPreviewBody = z.strictObject({
  view: z.unknown().describe('A view, as it would be saved.'),
  subject: subjectField.optional(),
});

type Deps = Answering & {
  access: Access;
  readLog: ReadLog;
  streams: Streams;
  limits: StreamLimits;
  onSet: () => void;
};
type OfPerson = { Params: { view: string; type: string; value: string } };
type OfBusiness = { Params: { view: string } };
type Reader = { scope: Scope; principal: Principal };
type Subject = Asked['subject'];

export function registerViewRoutes(app: FastifyInstance, deps: Deps): void {
  registerViewDefinitions(app, deps);
  const { access, readLog, clock, streams } = deps;
  const [seats, recall] = [openSeats(deps.limits), openRecall()];
  const watch = openWatching(app, { streams, openTurn: () => openPermitting(access, recall) });

  /** Who asks for this view, and about whom. Names of views are no secret to whoever may read some. */
  async function permit(
    request: FastifyRequest,
    { view: name, subject }: { view: string; subject?: Subject },
    { permitView, findView }: Permitting = openPermitting(access, recall),
  ): Promise<Reader & ViewToAnswer> {
    const { scope } = await permitView(request, { view: name, subject });
    const found = await findView(scope, name);
    const { purpose } = found.view;
    return { ...found, ...(await permitView(request, { view: name, purpose, subject })) };
  }

  function log(exit: string, { principal }: Reader, { answer, profileId }: Answered): void {
    readLog.add({
      ...{ principal, at: clock.now(), purpose: answer.purpose, exit, view: answer.view },
      ...{ profileIds: profileId === null ? [] : [profileId], fields: listShown(answer) },
    });
  }

  async function answer(request: FastifyRequest, asked: { view: string; subject: Subject }) {
    const { subject } = asked;
    async function answerBy(findView: FindView) {
      const { scope, principal, ...viewed } = await permit(request, asked, { ...access, findView });
      refuseOtherKind(viewed.view, subject);
      const found = await answerView(deps, scope, { ...viewed, subject }, principal);
      return { ...found, principal, scope };
    }
    const found = await (subject === null ? answerBy(recall.findNow) : recall.first(answerBy));
    log(exitOf(request), found, found);
    return found;
  }

  async function read(request: FastifyRequest, reply: FastifyReply, name: string, subject: Subject) {
    const found = await answer(request, { view: name, subject });
    const tag = toETag(found.answer);
    reply.header('etag', tag).header('cache-control', 'no-cache');
    return hasAlready(request, tag) ? reply.code(304).send() : reply.send(found.answer);
  }

  /** A view that is set anew, and whoever watches may see less by then, are asked for each time. */
  async function follow(request: FastifyRequest, reply: FastifyReply, name: string, subject: Subject) {
    const asked = { view: name, subject };
    const { scope, principal } = await permit(request, asked);
    // Whoever leaves while the first answer is looked for leaves the seat too.
    onceClosed(reply.raw, seats.take(principal));
    let seen: Principal['unmasked'] | undefined;
    return watch(request, reply, {
      workspaceId: scope.workspaceId,
      async find() {
        const found = await answer(request, asked);
        seen = found.principal.unmasked;
        return found;
      },
      async seesTheSame(turn) {
        const { principal } = await permit(request, asked, turn);
        return isDeepStrictEqual(principal.unmasked, seen);
      },
    });
  }

  app.get<OfPerson>('/api/views/:view/:type/:value', async (request, reply) => {
    const { view, type, value } = request.params;
    return read(request, reply, view, { type, value });
  });
  app.get<OfPerson>('/api/views/:view/:type/:value/stream', async (request, reply) => {
    const { view, type, value } = request.params;
    return follow(request, reply, view, { type, value });
  });
  app.get<OfBusiness>('/api/views/:view', async (request, reply) =>
    read(request, reply, request.params.view, null),
  );
  app.get<OfBusiness>('/api/views/:view/stream', async (request, reply) =>
    follow(request, reply, request.params.view, null),
  );

  registerBatch(app, deps, { permit, log });
  registerPreview(app, deps, log);
}

/** Permission that is asked for several at once: who asks and each view are looked up once for all of them. */
function openPermitting(access: Access, { findNow }: Recall): Permitting {
  const views = new Map<string, ReturnType<FindView>>();
  return {
    ...access.permitTogether(),
    findView(scope: Scope, name: string) {
      const key = JSON.stringify([scope.workspaceId, name]);
      const found = views.get(key) ?? findNow(scope, name);
      views.set(key, found);
      return found;
    },
  };
}

type Permitting = Pick<Access, 'permitView'> & { findView: FindView };
type Logging = (exit: string, by: Reader, found: Answered) => void;
type Reading = {
  permit(request: FastifyRequest, asked: { view: string }): Promise<Reader & ViewToAnswer>;
  log: Logging;
};

function registerBatch(app: FastifyInstance, deps: Deps, { permit, log }: Reading): void {
  app.post<OfBusiness>('/api/views/:view/batch', async (request) => {
    const { view, ...reader } = await permit(request, request.params);
    const { subjects } = parseBody(viewBatchBody, request.body);
    refuseOtherKind(view, subjects[0] ?? null);
    const items = [];
    // One after the other: so many at once would hold up everybody else.
    for (const subject of subjects) items.push(await answerOne(reader, view, subject));
    return { items };

    async function answerOne(by: Reader, own: Asked['view'], subject: NonNullable<Subject>) {
      try {
        const found = await answerView(deps, by.scope, { view: own, subject }, by.principal);
        log(exitOf(request), by, found);
        return { subject, view: found.answer };
      } catch (error) {
        if (!isAppError(error) || error.code !== 'profile_not_found') throw error;
        return { subject, error: { code: error.code, message: error.message } };
      }
    }
  });
}

function registerPreview(app: FastifyInstance, deps: Deps, log: Logging): void {
  const { access } = deps;
  app.post('/api/views/preview', async (request) => {
    const { view: given, subject = null } = parseBody(viewPreviewBody, request.body);
    const { scope } = await access.permit(request, 'views:write');
    const view: View = await readUnsavedView(scope, given);
    // It shows data of people, to whoever may not have saved anything.
    const reader = await access.permit(request, 'profiles:read', view.purpose);
    refuseOtherKind(view, subject);
    const asked = { view: { ...view, version: 0 }, subject };
    const found = await answerView(deps, scope, asked, reader.principal);
    log(exitOf(request), reader, found);
    return found.answer;
  });
}

const exitOf = ({ method, routeOptions }: FastifyRequest): string => `${method} ${routeOptions.url}`;

const listShown = ({ fields }: ViewAnswer): string[] =>
  Object.entries(fields).flatMap(([name, { value }]) => (value === null ? [] : [name]));

function refuseOtherKind({ name, about }: Pick<View, 'name' | 'about'>, subject: Subject): void {
  if (about === 'person' && subject === null)
    throw new AppError(
      'view_needs_person',
      `The view "${name}" is about a person: name one, as in GET /api/views/${name}/email/anna@example.com.`,
    );
  if (about === 'business' && subject !== null)
    throw new AppError('view_needs_nobody', `The view "${name}" is about no person: GET /api/views/${name}.`);
}
