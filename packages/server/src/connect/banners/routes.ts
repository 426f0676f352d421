// The API of banners, and what pages of any site ask without a credential: the words, and to count an answer.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import {
  hasAlready,
  openToPages,
  parseBody,
  parseQuery,
  toEntityTag,
  toId,
} from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Access, listPrincipalNames } from '../../respect/access/index.ts';
import { getBrand } from '../../respect/preferences/index.ts';
import { listPurposes } from '../../respect/purposes/index.ts';
import { getSource } from '../sources/index.ts';
import type { Banners } from './banners.ts';
import { isAskable } from './compose.ts';
import { type BannerSettings, changeBannerBody, outcomes, previewBannerBody } from './model.ts';
import { toRates } from './rates.ts';
import { getBanner, listCounts, setBanner } from './store.ts';
import { bannerTextsOf } from './texts/index.ts';

const dayMs = 24 * 3600 * 1000;
const [daysDefault, daysMax] = [30, 366];

export const bannerRatesQuery = z.object({
  from: z.iso
    .date()
    .optional()
    .describe('The first day, in UTC; thirty days with the last one, where it is left out.'),
  to: z.iso.date().optional().describe('The last day; today, where it is left out.'),
});

type Deps = { access: Access; clock: Clock; banners: Banners };
type ById = { Params: { id: string } };

export function registerBannerRoutes(app: FastifyInstance, deps: Deps): void {
  registerPublicRoutes(app, deps.banners);
  const { access, clock, banners } = deps;

  app.get<ById>('/api/sources/:id/banner', async (request) => {
    const { scope } = await access.permit(request, 'sources:read');
    return showBanner(scope, (await findBrowser(scope, request.params.id)).id);
  });

  app.put<ById>('/api/sources/:id/banner', async (request) => {
    const { scope, principal } = await access.permit(request, 'sources:write');
    const { id } = await findBrowser(scope, request.params.id);
    const { expected_version: expected, ...settings } = parseBody(changeBannerBody, request.body);
    await refuseUnknown(scope, settings);
    const by = { at: clock.now(), by: `${principal.kind}:${principal.id}` };
    await scope.db.transaction((tx) => setBanner({ ...scope, db: tx }, id, settings, expected, by));
    banners.forget(id);
    return showBanner(scope, id);
  });

  app.post<ById>('/api/sources/:id/banner/preview', async (request) => {
    const { scope } = await access.permit(request, 'sources:read');
    const source = await findBrowser(scope, request.params.id);
    const { language, ...settings } = parseBody(previewBannerBody, request.body);
    await refuseUnknown(scope, settings);
    return banners.preview(source, settings, language);
  });

  app.get<ById>('/api/sources/:id/banner/rates', async (request) => {
    const { scope } = await access.permit(request, 'sources:read');
    const { id } = await findBrowser(scope, request.params.id);
    const period = toPeriod(parseQuery(bannerRatesQuery, request.query), clock.nowMs());
    await banners.flush();
    return { ...period, ...toRates(await listCounts(scope, id, period)) };
  });
}

/** Only pages show a banner. */
async function findBrowser(scope: Scope, id: string) {
  const source = await getSource(scope, toId(id));
  if (source.kind === 'browser') return source;
  throw new AppError('not_found', 'Only a source of the kind browser has a consent banner.');
}

async function showBanner(scope: Scope, sourceId: number) {
  const banner = await getBanner(scope, sourceId);
  const names = await listPrincipalNames(scope, banner.updated_by === null ? [] : [banner.updated_by]);
  const askable = (await listPurposes(scope)).filter(isAskable);
  return {
    ...banner,
    updated_by_name: banner.updated_by === null ? null : (names.get(banner.updated_by) ?? null),
    /** What own words take the place of. */
    default_words: Object.fromEntries(
      banner.languages.map((language) => {
        const { title, body, accept, reject, choose, save } = bannerTextsOf(language);
        return [language, { title, body, accept, reject, choose, save }];
      }),
    ),
    askable: askable.map(({ slug, name, banner_categories }) => ({ slug, name, banner_categories })),
  };
}

/** Throws `invalid_request`, or `brand_not_found`. */
async function refuseUnknown(scope: Scope, settings: BannerSettings): Promise<void> {
  if (!settings.languages.includes(settings.default_language))
    throw wrong('default_language', 'must be one of the languages');
  if (settings.brand !== null) await getBrand(scope, settings.brand);
  if (settings.purposes === null) return;
  const known = new Set((await listPurposes(scope)).filter(isAskable).map(({ slug }) => slug));
  const unknown = settings.purposes.filter((slug) => !known.has(slug));
  if (unknown.length > 0)
    throw wrong(
      'purposes',
      `no purpose that people have a say in, with categories of a banner, is called ${unknown.join(', ').slice(0, 200)}`,
    );
}

const wrong = (field: string, problem: string): AppError =>
  new AppError('invalid_request', `The body is not valid. ${field}: ${problem}`, {
    fields: [{ field, problem }],
  });

const toDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

function toPeriod({ from, to }: z.output<typeof bannerRatesQuery>, nowMs: number) {
  const lastMs = to === undefined ? nowMs : Date.parse(to);
  const firstMs = from === undefined ? lastMs - (daysDefault - 1) * dayMs : Date.parse(from);
  const days = (lastMs - firstMs) / dayMs + 1;
  if (days >= 1 && days <= daysMax) return { from: toDay(firstMs), to: toDay(lastMs) };
  throw new AppError(
    'invalid_request',
    `The query is not valid. from: must not be later than to, and no more than ${daysMax} days in all`,
  );
}

const wordsQuery = z.object({
  write_key: z.string().min(1).max(200),
  lang: z.string().max(200).default(''),
  /** Whoever looks whether there is something new has been asked before: it is not counted as shown. */
  again: z.string().optional(),
});

const answered = z.strictObject({
  write_key: z.string().min(1).max(200),
  language: z.string().max(35),
  version: z.int().min(0),
  outcomes: z.array(z.enum(outcomes)).min(1).max(2),
});

function registerPublicRoutes(app: FastifyInstance, banners: Banners): void {
  app.get('/sdk/banner', async (request, reply) => {
    openToPages(reply).header('cache-control', 'no-store');
    const { write_key: key, lang, again } = parseQuery(wordsQuery, request.query);
    const source = await banners.findSource(key);
    if (source === undefined) throw new AppError('not_found');
    const wanted = lang.split(',').slice(0, 10);
    // Nobody reads what HEAD asks for.
    const counts = again === undefined && request.method === 'GET';
    const shown = await banners.show(source, wanted, counts);
    if (shown === undefined) return reply.code(204).send();
    const text = JSON.stringify(shown);
    const tag = toEntityTag(text);
    // Asked for again each time, and answered without a body while it is the same.
    reply.headers({ 'cache-control': 'public, no-cache', etag: tag });
    if (hasAlready(request, tag)) return reply.code(304).send();
    return reply.type('application/json; charset=utf-8').send(text);
  });

  app.post('/sdk/banner/outcomes', { bodyLimit: 2048 }, async (request, reply) => {
    openToPages(reply).header('cache-control', 'no-store');
    const { write_key: key, ...told } = parseBody(answered, toJson(request.body));
    const source = await banners.findSource(key);
    if (source === undefined) throw new AppError('not_found');
    const isTaken = await banners.answer(source, { ...told, outcomes: [...new Set(told.outcomes)] });
    return reply.code(isTaken ? 204 : 429).send();
  });
}

/** Pages send plain text, about which browsers ask nothing beforehand. */
function toJson(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    throw new AppError('malformed_json');
  }
}
