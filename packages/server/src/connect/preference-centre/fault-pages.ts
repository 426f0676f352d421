// What people see of these pages when something went wrong: what happened, and what to do, in their language.
import { isAppError } from '@rapport/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { html } from 'hono/html';
import { toFault } from '../../platform/http/index.ts';
import type { Log } from '../../platform/log/index.ts';
import { askedLanguage } from './forms.ts';
import { type Html, languageLinks, sendPage } from './layout.ts';
import { chooseTexts, fill, type Texts } from './texts/index.ts';

type Fault = {
  name: 'limited' | 'tooLarge' | 'unreadable' | 'failed' | 'readOnly';
  status: number;
  seconds?: number;
};

/** The language is the one that was asked for, else that of the browser: whose link it is does not matter here. */
export function sendFault(
  reply: FastifyReply,
  request: FastifyRequest,
  { name, status, seconds = 0 }: Fault,
): Promise<FastifyReply> {
  const texts = chooseTexts([askedLanguage(request)], request.headers['accept-language']);
  if (seconds > 0) reply.header('retry-after', seconds);
  return sendPage(reply.code(status), texts, {
    title: texts.faults[name],
    body: faultPage(texts, name, String(seconds)),
  });
}

const faultPage = (texts: Texts, name: Fault['name'], seconds: string): Html => html`
  <header>${languageLinks(texts)}<h1>${texts.faults[name]}</h1></header>
  <p>${fill(texts.faults[`${name}Words`], { seconds })}</p>
`;

/** For the routes of this instance alone: programs get faults as JSON. */
export function showFaults(pages: FastifyInstance, log: Log): void {
  pages.setErrorHandler(async function showFault(error, request, reply) {
    const fault = toFault(error);
    if (fault.code === 'internal')
      log.error({ err: error, id: request.id, route: request.routeOptions.url }, 'A page failed');
    return sendFault(reply, request, toPage(error, fault.status));
  });
}

function toPage(error: unknown, status: number): Fault {
  const code = isAppError(error) ? error.code : (error as { code?: string }).code;
  if (code === 'body_too_large' || code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return { name: 'tooLarge', status: 413 };
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return { name: 'unreadable', status: 415 };
  return status < 500 ? { name: 'unreadable', status: 400 } : { name: 'failed', status };
}
