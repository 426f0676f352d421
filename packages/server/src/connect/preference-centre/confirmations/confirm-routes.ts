// The page of a sign-up that is to be confirmed. Opening it changes nothing: scanners open every link in a message.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Scope } from '../../../platform/workspaces/index.ts';
import { askedLanguage, fieldOf } from '../forms.ts';
import { sendPage } from '../layout.ts';
import { type AskingDeps, answerEnded, sendEnded } from '../links/ended.ts';
import { dress } from '../looks/look.ts';
import { readSettings } from '../looks/settings.ts';
import { chooseTexts, type Texts } from '../texts/index.ts';
import { type ConfirmDeps, confirm, findToConfirm, type ToConfirm } from './confirm.ts';
import { confirmedPage, confirmPage, usedPage } from './confirm-pages.ts';
import { type Confirmation, type ConfirmationLinks, findConfirmation } from './confirmations.ts';

export type ConfirmPageDeps = ConfirmDeps & AskingDeps & { confirmationLinks: ConfirmationLinks };
type ByToken = { Params: { token: string }; Querystring: { lang?: unknown } };
type Request = FastifyRequest<ByToken>;
type Opened = { scope: Scope; waiting: Confirmation; texts: Texts; asked: ToConfirm };

export function registerConfirm(pages: FastifyInstance, deps: ConfirmPageDeps): void {
  pages.get<ByToken>('/confirm/:token', async (request, reply) => {
    const opened = await open(deps, request);
    if (opened.waiting === undefined) return sendEnded(reply, opened.texts);
    return opened.waiting.confirmed_at === null ? show(reply, opened) : sendUsed(reply, opened.texts);
  });

  pages.post<ByToken>('/confirm/:token', async (request, reply) => {
    const opened = await open(deps, request);
    const { texts } = opened;
    if (opened.waiting === undefined) return answerEnded(deps, request, reply, texts);
    if (opened.waiting.confirmed_at !== null) return sendUsed(reply, texts);
    if (fieldOf(request.body, 'confirm') === undefined) return show(reply, opened);
    const outcome = await confirm(deps, opened.scope, opened.waiting, opened.asked, {
      ...{ read: fieldOf(request.body, 'notice'), texts, address: deps.addressOf(request.raw) },
    });
    if (outcome === 'changed') return show(reply, opened, texts.changed);
    if (outcome === 'used') return sendUsed(reply, texts);
    return sendPage(reply, texts, { title: texts.confirm.done, body: confirmedPage(texts) });
  });
}

/** What waits behind the link. Of whom is told nowhere: a message may be read by others. */
async function open(
  deps: ConfirmPageDeps,
  request: Request,
): Promise<Opened | { waiting: undefined; texts: Texts }> {
  const own = askedLanguage(request);
  const accepted = request.headers['accept-language'];
  const link = deps.confirmationLinks.open(request.params.token);
  const scope = link && { db: deps.db, workspaceId: link.workspaceId };
  const waiting = link && scope && (await findConfirmation(scope, link.id));
  const plain = { waiting: undefined, texts: chooseTexts([own], accepted) };
  if (scope === undefined || waiting === undefined) return plain;
  const { topic, language } = waiting;
  const ends = topic === null ? undefined : { kind: 'topic' as const, slug: topic };
  const wanted = [own, language ?? undefined];
  const texts = await dress(scope, await readSettings(scope), { ends }, { wanted, accepted });
  const toConfirm = await findToConfirm(deps, scope, waiting, texts);
  return toConfirm === undefined ? plain : { scope, waiting, texts, asked: toConfirm };
}

const show = (reply: FastifyReply, { texts, asked }: Opened, told?: string): Promise<FastifyReply> =>
  sendPage(reply, texts, { title: texts.confirm.title, body: confirmPage(texts, asked, told) });

/** Where it was confirmed already, and by whom, is not told. */
const sendUsed = (reply: FastifyReply, texts: Texts): Promise<FastifyReply> =>
  sendPage(reply.code(410), texts, { title: texts.confirm.used, body: usedPage(texts) });
