// The addresses that tell of an opening and of a click. They change nothing that anybody chose: what they tell is an event.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { html } from 'hono/html';
import {
  chooseTexts,
  type Html,
  languageLinks,
  sendFault,
  sendPage,
  takeUnknown,
} from '../../connect/preference-centre/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import type { AddressOf } from '../../platform/http/index.ts';
import type { Log } from '../../platform/log/index.ts';
import { openRate, type Rate } from '../../respect/access/index.ts';
import { isMachineAgent } from './machines.ts';
import { whyTextsOf } from './texts/index.ts';
import type { MessageTokens, Opened } from './tokens.ts';

/** What somebody did with a message, or something in their place. */
export type Followed = {
  workspaceId: number;
  messageId: number;
  kind: 'opened' | 'clicked';
  /** Milliseconds since 1970. */
  at: number;
  url?: string;
  byAgent: boolean;
};

export type FollowDeps = {
  tokens: MessageTokens;
  clock: Clock;
  log: Log;
  addressOf: AddressOf;
  /** Resolves when it is kept. */
  follow(followed: Followed): Promise<void>;
};

/** Of one message: whoever presses more often than that is not counted each time. */
const perMinute = 60;

const headers = {
  'cache-control': 'no-store',
  // The address is a key: no page that it leads to is told it.
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
  'x-content-type-options': 'nosniff',
};

/** A transparent point. */
const point = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

export function registerFollowed(app: FastifyInstance, deps: FollowDeps): void {
  const rate = openRate();

  app.get<{ Params: { token: string } }>('/m/c/:token', async (request, reply) => {
    const opened = deps.tokens.click.open(request.params.token);
    if (opened?.url === undefined) {
      const seconds = takeUnknown(rate, deps.addressOf, request);
      if (seconds > 0) return sendFault(reply, request, { name: 'limited', status: 429, seconds });
    }
    if (opened?.url === undefined || opened.isOver) return sendOver(request, reply);
    await count(deps, rate, request, { ...opened, kind: 'clicked' });
    return reply.headers(headers).redirect(opened.url, 302);
  });

  // Also of what opens nothing: a picture that is not there is seen in the mail.
  app.get<{ Params: { file: string } }>('/m/o/:file', async (request, reply) => {
    const opened = deps.tokens.pixel.open(request.params.file.replace(/\.gif$/, ''));
    if (opened !== undefined && !opened.isOver)
      await count(deps, rate, request, { ...opened, kind: 'opened' });
    return reply.headers(headers).type('image/gif').send(point);
  });
}

async function count(
  { clock, log, follow }: FollowDeps,
  rate: Rate,
  { method, headers: { 'user-agent': agent } }: FastifyRequest,
  { workspaceId, messageId, url, kind }: Opened & Pick<Followed, 'kind'>,
): Promise<void> {
  // Whoever asks for the head alone has seen nothing.
  if (method === 'HEAD' || rate.take(`${kind} ${workspaceId} ${messageId}`, perMinute) > 0) return;
  const followed = { workspaceId, messageId, kind, at: clock.nowMs(), byAgent: isMachineAgent(agent) };
  // Whoever pressed gets where they wanted to, whether or not it can be counted.
  await follow({ ...followed, ...(url !== undefined && { url }) }).catch((error: unknown) =>
    log.warn({ code: (error as { code?: string }).code }, 'An opening or a click could not be kept'),
  );
}

function sendOver(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { lang } = request.query as { lang?: unknown };
  const wanted = typeof lang === 'string' ? lang : undefined;
  const texts = chooseTexts([wanted], request.headers['accept-language']);
  const { over, overWords } = whyTextsOf(texts.language);
  const body: Html = html`
    <header>${languageLinks(texts)}<h1>${over}</h1></header>
    <p>${overWords}</p>
  `;
  return sendPage(reply.code(404), texts, { title: over, body });
}
