// A link that opens nothing, and asking for another one. Neither says whether there ever was such a link, or such an address.
//
// The page is the same for what was forged, cut or has ended, and has one form: for an address, or, left empty, for the contact
// point of the link, which is known here alone where it is one of ours. The answer is the same whatever is known, and comes
// after the same time: what is done for those who are known takes a few milliseconds, and the answer waits longer than that.
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { html } from 'hono/html';
import type { Clock } from '../../../platform/clock/index.ts';
import type { AddressOf } from '../../../platform/http/index.ts';
import type { Log } from '../../../platform/log/index.ts';
import type { Database } from '../../../platform/postgres/index.ts';
import { listWorkspaces } from '../../../platform/workspaces/index.ts';
import type { Rate } from '../../../respect/access/index.ts';
import type { NormalForm } from '../../../respect/suppression/index.ts';
import { isUncollected, type KeepingList } from '../../consent-changes/index.ts';
import { sendFault } from '../fault-pages.ts';
import { fieldOf } from '../forms.ts';
import { type Html, langField, languageLinks, sendPage } from '../layout.ts';
import { perMinute, placeOf } from '../limits.ts';
import type { Texts } from '../texts/index.ts';
import { isKnownAddress, recordLinkRequest } from './link-requests.ts';
import type { PreferenceLinks } from './links.ts';

export const sendEnded = (reply: FastifyReply, texts: Texts): Promise<FastifyReply> =>
  sendPage(reply.code(404), texts, { title: texts.ended, body: endedPage(texts) });

const addressLengthMax = 320;

const endedPage = (texts: Texts): Html => html`
  <header>${languageLinks(texts)}<h1>${texts.ended}</h1></header>
  <p>${texts.endedWords}</p>
  <p>${texts.newLink.words}</p>
  <form method="post" class="words">
    ${langField(texts)}
    <label>${texts.newLink.address}
      <input type="email" name="address" maxlength="${addressLengthMax}" autocomplete="email" aria-describedby="address-hint" />
    </label>
    <p id="address-hint" class="origin">${texts.newLink.hint}</p>
    <button name="new_link" value="1">${texts.newLink.send}</button>
  </form>
`;

const askedPage = (texts: Texts): Html => html`
  <header>${languageLinks(texts)}<h1>${texts.newLink.asked}</h1></header>
  <p role="status">${texts.newLink.askedWords}</p>
`;

export type AskingDeps = {
  db: Database;
  clock: Clock;
  log: Log;
  addressOf: AddressOf;
  normalForm: NormalForm;
  suppressions: KeepingList;
  preferenceLinks: Pick<PreferenceLinks, 'openEnded'>;
  rate: Rate;
};

/** For whoever sent a form of a link that opens nothing, and may have asked for another one. */
export const answerEnded = (
  deps: AskingDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  texts: Texts,
): Promise<FastifyReply> =>
  fieldOf(request.body, 'new_link') === undefined
    ? sendEnded(reply, texts)
    : takeAsking(deps, request, reply, texts);

const answerMs = 300;

async function takeAsking(
  deps: AskingDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  texts: Texts,
): Promise<FastifyReply> {
  const seconds = deps.rate.take(`new link ${placeOf(deps.addressOf(request.raw))}`, perMinute.newLinks);
  if (seconds > 0) return sendFault(reply, request, { name: 'limited', status: 429, seconds });
  const { token = '' } = request.params as { token?: string };
  const work = recordAsking(deps, token, fieldOf(request.body, 'address') ?? '', texts.language);
  // Whoever is told of a failure learns that something was tried.
  const failed = work.catch((error: unknown) =>
    deps.log.error({ err: error, id: request.id }, 'A new link was asked for, and could not be kept'),
  );
  await Promise.all([failed, sleep(answerMs)]);
  return sendPage(reply, texts, { title: texts.newLink.asked, body: askedPage(texts) });
}

async function recordAsking(
  { db, clock, normalForm, suppressions, preferenceLinks }: AskingDeps,
  token: string,
  typed: string,
  language: string,
): Promise<void> {
  const address = typed.trim();
  const ended = preferenceLinks.openEnded(token);
  // Whoever types an address may hold any link, so only the address counts; there is one workspace so far.
  const [own] = ended === undefined ? await listWorkspaces(db) : [{ id: ended.workspaceId }];
  const asked = address === '' ? ended?.contact : { type: 'email', value: address };
  if (own === undefined || asked === undefined || asked.value.length > addressLengthMax) return;
  const scope = { db, workspaceId: own.id };
  const point = await normalForm(scope, asked);
  if (point === undefined) return;
  // Of whom nothing may be kept, nothing is; they have the choices that they made.
  if (await isUncollected(scope, { ...point, original: null }, suppressions)) return;
  // What a link of ours stands for was known to whoever made it.
  if (address === '' || (await isKnownAddress(scope, point)))
    await recordLinkRequest(scope, point, { language, at: clock.now() });
}
