// The pages of the preference centre. GET changes nothing, whoever opens the link; what changes something is a form that is sent.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AddressOf } from '../../platform/http/index.ts';
import type { Log } from '../../platform/log/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { listTopics, titleOf } from '../../respect/preferences/index.ts';
import { listPurposes } from '../../respect/purposes/index.ts';
import type { ReadLog } from '../../respect/reads/index.ts';
import { choicesPage, findTold, type Told } from './choices/choices-page.ts';
import { choose, stop } from './choices/choose.ts';
import { registerConfirm } from './confirmations/confirm-routes.ts';
import type { ConfirmationLinks } from './confirmations/confirmations.ts';
import { sendFault, showFaults } from './fault-pages.ts';
import { acceptForms, askedLanguage, fieldOf } from './forms.ts';
import { sendPage, stylePath } from './layout.ts';
import { limitPages, takeUnknown } from './limits.ts';
import { type AskingDeps, answerEnded, sendEnded } from './links/ended.ts';
import type { Ends, PreferenceLink, PreferenceLinks } from './links/links.ts';
import { dress } from './looks/look.ts';
import { registerLooks } from './looks/look-routes.ts';
import { type CentreSettings, readSettings } from './looks/settings.ts';
import { readPage } from './read-page.ts';
import { ask } from './requests/requests.ts';
import { unsubscribedPage, unsubscribePage } from './short-pages.ts';
import { styleSheet } from './style.ts';
import { chooseTexts, type Texts } from './texts/index.ts';
import { refuseViewers, shownTo } from './viewing.ts';
import { listWishes, readWish, sayWishes, stopTopic } from './wishes/wishes.ts';
import { wordsOf } from './wording.ts';

export type CentreDeps = Parameters<typeof choose>[0] &
  Parameters<typeof sayWishes>[0] & {
    db: Database;
    log: Log;
    preferenceLinks: PreferenceLinks;
    confirmationLinks: ConfirmationLinks;
    addressOf: AddressOf;
    readLog: ReadLog;
    /** Something was stopped by the link of a message. */
    onStopped(stopped: Stopped): Promise<void>;
  };
export type Stopped = {
  workspaceId: number;
  messageId: number;
  contact: PreferenceLink['contact'];
  at: number;
};
type PageDeps = CentreDeps & AskingDeps;
type ByToken = { Params: { token: string }; Querystring: { lang?: unknown; told?: unknown } };
type Request = FastifyRequest<ByToken>;
type Opened = { link: PreferenceLink; scope: Scope; settings: CentreSettings; texts: Texts };

export function registerPreferenceCentre(app: FastifyInstance, deps: CentreDeps): void {
  registerLooks(app, deps);
  app.get(stylePath, async (_request, reply) =>
    reply
      .headers({ 'cache-control': 'public, max-age=3600', 'x-content-type-options': 'nosniff' })
      .type('text/css; charset=utf-8')
      .send(styleSheet),
  );
  app.register(async (pages) => {
    acceptForms(pages);
    showFaults(pages, deps.log);
    const rate = limitPages(pages, {
      ...deps,
      isOpen: ({ params, routeOptions: { url } }) =>
        (url === '/confirm/:token' ? deps.confirmationLinks : deps.preferenceLinks).open(tokenOf(params)) !==
        undefined,
    });
    refuseViewers(pages, ({ params }) => deps.preferenceLinks.open(tokenOf(params))?.viewer);
    registerChoices(pages, { ...deps, rate });
    registerUnsubscribe(pages, { ...deps, rate });
    registerConfirm(pages, { ...deps, rate });
  });
}

const tokenOf = (params: unknown): string => (params as Partial<ByToken['Params']>).token ?? '';

/** What the link opens, in the language of whoever holds it and with the face of whoever speaks. */
async function openLink(
  { db, preferenceLinks }: CentreDeps,
  request: Request,
): Promise<Partial<Opened> & { texts: Texts }> {
  const link = preferenceLinks.open(request.params.token);
  const wanted = [askedLanguage(request), link?.language];
  const accepted = request.headers['accept-language'];
  if (link === undefined) return { texts: chooseTexts(wanted, accepted) };
  const scope = { db, workspaceId: link.workspaceId };
  const settings = await readSettings(scope);
  return { link, scope, settings, texts: await dress(scope, settings, link, { wanted, accepted }) };
}

const isOpen = (opened: Partial<Opened>): opened is Opened => opened.link !== undefined;

function registerChoices(app: FastifyInstance, deps: PageDeps): void {
  app.get<ByToken>('/preferences/:token', async (request, reply) => {
    const opened = await openLink(deps, request);
    const { texts } = opened;
    if (!isOpen(opened)) return sendEnded(reply, texts);
    const { contact } = opened.link;
    const { scope, settings } = opened;
    const read = await readPage(deps, scope, contact, { tellsHeld: settings.show_held });
    const shown = shownTo(deps, opened.link, read);
    const told = findTold(texts, request.query.told);
    return sendPage(reply, texts, { title: texts.title, body: choicesPage(texts, contact, shown, told) });
  });

  app.post<ByToken>('/preferences/:token', async (request, reply) => {
    const opened = await openLink(deps, request);
    const { texts } = opened;
    if (!isOpen(opened)) return answerEnded(deps, request, reply, texts);
    const told = await actOf(request)(deps, request, opened);
    const query = new URLSearchParams({ lang: texts.language, ...(told !== 'unknown' && { told }) });
    return reply.header('cache-control', 'no-store').redirect(`?${query}`, 303);
  });
}

type Outcome = Told | 'unknown';

/** Which of the forms of the page was sent. */
function actOf({ body }: Request): typeof press {
  if (fieldOf(body, 'ask') !== undefined) return fileAsked;
  return fieldOf(body, 'wish') === undefined ? press : wish;
}

const fileAsked: typeof press = (deps, { body }, { scope, link, texts }) =>
  ask(deps, scope, link.contact, (name) => fieldOf(body, name), {
    ...{ language: texts.language, at: deps.clock.now() },
  });

async function press(deps: CentreDeps, { body }: Request, { scope, link, texts }: Opened): Promise<Outcome> {
  const [purpose = '', wanted, notice] = ['purpose', 'state', 'notice'].map((name) => fieldOf(body, name));
  if (wanted !== 'on' && wanted !== 'off') return 'unknown';
  return choose(deps, scope, link.contact, { purpose, wanted, notice }, texts);
}

async function wish(deps: CentreDeps, { body }: Request, { scope, link }: Opened): Promise<Outcome> {
  const nowMs = deps.clock.nowMs();
  const wishes = await listWishes(scope, await deps.normalForm(scope, link.contact), nowMs);
  const changes = readWish((name) => fieldOf(body, name), wishes, link.contact, nowMs);
  if (changes === undefined) return 'unknown';
  await sayWishes(deps, scope, link.contact, changes);
  return 'saved';
}

function registerUnsubscribe(app: FastifyInstance, deps: PageDeps): void {
  app.get<ByToken>('/u/:token', async (request, reply) => {
    const opened = await openLink(deps, request);
    return endsSomething(opened) ? sendUnsubscribe(reply, opened) : sendEnded(reply, opened.texts);
  });

  // RFC 8058: no cookie, no redirect, the same for whoever comes again, and for a link that opens nothing any more.
  app.post<ByToken>('/u/:token', async (request, reply) => {
    const opened = await openLink(deps, request);
    const { texts } = opened;
    const isOneClick = fieldOf(request.body, 'List-Unsubscribe') === 'One-Click';
    const pressed = fieldOf(request.body, 'stop');
    reply.header('cache-control', 'no-store');
    const isStopping = isOneClick || pressed !== undefined;
    if (endsSomething(opened) && isStopping) await stopAll(deps, opened, { everything: pressed === 'all' });
    if (isOneClick) return reply.code(200).type('text/plain; charset=utf-8').send('');
    if (!endsSomething(opened)) {
      const seconds = takeUnknown(deps.rate, deps.addressOf, request);
      if (seconds > 0) return sendFault(reply, request, { name: 'limited', status: 429, seconds });
      return answerEnded(deps, request, reply, texts);
    }
    if (!isStopping) return sendUnsubscribe(reply, opened);
    const body = unsubscribedPage(texts, `/preferences/${request.params.token}`);
    return sendPage(reply, texts, { title: texts.unsubscribed, body });
  });
}

type Ending = Opened & { link: { ends: Ends } };
const endsSomething = (opened: Partial<Opened>): opened is Ending =>
  isOpen(opened) && opened.link.ends !== undefined;

async function sendUnsubscribe(reply: FastifyReply, { scope, link, texts }: Ending) {
  const name = await nameOf(scope, link.ends, texts);
  return sendPage(reply, texts, { title: texts.unsubscribe, body: unsubscribePage(texts, name) });
}

/** What the link ends; with `everything` all advertising too. */
async function stopAll(
  deps: PageDeps,
  { scope, link }: Ending,
  { everything }: { everything: boolean },
): Promise<void> {
  const { contact, ends } = link;
  const isStopped = (slug: string): boolean =>
    (ends.kind === 'purpose' && slug === ends.slug) || (everything && slug.startsWith('marketing.'));
  if (ends.kind === 'purpose' || everything) await stop(deps, scope, contact, isStopped);
  if (ends.kind === 'topic') await stopTopic(deps, scope, contact, ends.slug);
  const { workspaceId, messageId } = link;
  if (messageId !== undefined)
    await deps.onStopped({ workspaceId, messageId, contact, at: deps.clock.nowMs() });
}

/** What one click ends, in the words of the person. A topic or purpose that is gone by now is called by its slug. */
async function nameOf(scope: Scope, { kind, slug }: Ends, texts: Texts): Promise<string> {
  if (kind === 'topic') {
    const topic = (await listTopics(scope)).find((one) => one.slug === slug);
    return topic === undefined ? slug : titleOf(topic, texts.language);
  }
  const purpose = (await listPurposes(scope)).find((one) => one.slug === slug);
  return purpose === undefined ? slug : wordsOf(purpose, texts).name;
}
