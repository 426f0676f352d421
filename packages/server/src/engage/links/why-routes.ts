// The page behind "Why did I get this?": for whoever has the message. It is looked at and changes nothing.
import type { FastifyInstance } from 'fastify';
import {
  chooseTexts,
  dress,
  limitPages,
  type PreferenceLinks,
  readSettings,
  sendPage,
  showFaults,
} from '../../connect/preference-centre/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import type { AddressOf } from '../../platform/http/index.ts';
import type { Log } from '../../platform/log/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import { centreToken, stopToken } from './maker.ts';
import { whyTextsOf } from './texts/index.ts';
import type { MessageTokens } from './tokens.ts';
import { findWhy, type WhyDeps } from './why.ts';
import { gonePage, whyPage } from './why-page.ts';

type Deps = WhyDeps & {
  db: Database;
  clock: Clock;
  log: Log;
  addressOf: AddressOf;
  tokens: Pick<MessageTokens, 'why'>;
  preferenceLinks: Pick<PreferenceLinks, 'seal'>;
};
type ByToken = { Params: { token: string }; Querystring: { lang?: unknown } };

export function registerWhy(app: FastifyInstance, deps: Deps): void {
  const { tokens } = deps;
  app.register(async (pages) => {
    showFaults(pages, deps.log);
    const open = (token: string) => {
      const opened = tokens.why.open(token);
      return opened?.isOver === false ? opened : undefined;
    };
    limitPages(pages, {
      ...deps,
      isOpen: ({ params }) => open((params as ByToken['Params']).token) !== undefined,
    });
    pages.get<ByToken>('/why/:token', async (request, reply) => {
      const { lang } = request.query;
      const asked = typeof lang === 'string' ? lang : undefined;
      const accepted = request.headers['accept-language'];
      const opened = open(request.params.token);
      const scope = { db: deps.db, workspaceId: opened?.workspaceId ?? 0 };
      const settings = opened && (await readSettings(scope));
      const why =
        settings && (await findWhy(deps, scope, opened.messageId, { tellsHeld: settings.show_held }));
      // Of a message that is gone not even the brand is told: it is as one that never was.
      if (why === undefined || settings === undefined) {
        const texts = chooseTexts([asked], accepted);
        return sendPage(reply.code(404), texts, {
          title: whyTextsOf(texts.language).gone,
          body: gonePage(texts),
        });
      }
      const { message, topic, to } = why;
      const link = { brand: topic?.brand, ends: undefined, viewer: undefined };
      const texts = await dress(scope, settings, link, {
        ...{ wanted: [asked, message.language ?? undefined], accepted },
      });
      const carried = {
        ...{ workspaceId: scope.workspaceId, messageId: message.id, to, brand: topic?.brand },
        language: texts.language,
      };
      const stop = topic && `/u/${stopToken(deps, carried, topic.slug)}`;
      const centre = `/preferences/${centreToken(deps, carried)}`;
      const body = whyPage(texts, why, { stop, centre });
      return sendPage(reply, texts, { title: whyTextsOf(texts.language).title, body });
    });
  });
}
