// The API of preferences: what holds for a contact point, saying something of it, and what was said.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { limitField, pageOf, parseBody, parseQuery } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Access } from '../../respect/access/index.ts';
import { openMask } from '../../respect/categories/index.ts';
import {
  frequencies,
  languageTag,
  listPreferenceEvents,
  messageChannels,
  preferenceStates,
} from '../../respect/preferences/index.ts';
import type { NamedInForms, NormalForm } from '../../respect/suppression/index.ts';
import type { KeepingList } from '../consent-changes/index.ts';
import { changePreferences } from './change.ts';
import { listPreferencesOfPerson, maskPoint } from './of-person.ts';
import { describePreferences, formsOf, toHistory } from './show.ts';

const time = z.iso.datetime({ offset: true });
const preferenceChange = z
  .strictObject({
    channel: z.enum(messageChannels),
    topic: z
      .string()
      .min(1)
      .max(65)
      .describe('The slug of a topic; `rowan.*` for all topics of the brand `rowan`; `*` for all there are.'),
    state: z
      .enum(preferenceStates)
      .optional()
      .describe('`default`: as though nothing had been said. Of `*` and of a brand, `in` lifts an `out`.'),
    frequency: z.enum(frequencies).optional().describe('No more often than that.'),
    paused_until: time
      .optional()
      .describe('The longest pause counts: to have a shorter one, send `resume` with it.'),
    resume: z.literal(true).optional().describe('Pauses from before are over.'),
    language: z
      .string()
      .max(35)
      .regex(languageTag, 'must be a language tag such as en or zh-Hant')
      .optional(),
    at: time.optional().describe('When it was said; now, where it is left out.'),
  })
  .refine(
    ({ state, frequency, paused_until, resume, language }) =>
      [state, frequency, paused_until, resume, language].some((one) => one !== undefined),
    'must say something: a state, a frequency, a pause, that pauses are over, or a language',
  );

export const preferencesBody = z.strictObject({
  request_id: z
    .string()
    .regex(/^[\w.:-]{1,100}$/, 'must be 1 to 100 letters, digits, -, _, . and :')
    .optional()
    .describe('Sent again with the same id, it changes nothing.'),
  source: z
    .string()
    .regex(/^[a-z][a-z0-9_.-]{0,62}$/, 'must be a short word such as preference_centre, one_click or import')
    .default('api')
    .describe('Where it was said.'),
  changes: z.array(preferenceChange).min(1).max(200).describe('All of them are kept, or none.'),
});

export const preferenceHistoryQuery = z.object({
  limit: limitField,
  cursor: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
});

type Deps = { access: Access; clock: Clock; suppressions: KeepingList; normalForm: NormalForm };
type Params = { type: string; value: string };

export function registerPreferenceRoutes(app: FastifyInstance, deps: Deps): void {
  const { access, clock, suppressions, normalForm } = deps;

  app.get<{ Params: Params }>('/api/preferences/:type/:value', async (request) => {
    const { scope } = await access.permit(request, 'preferences:read');
    const point = await getContactPoint(normalForm, scope, request.params);
    return describePreferences(scope, point, clock.nowMs(), suppressions);
  });

  app.put<{ Params: Params }>('/api/preferences/:type/:value', async (request) => {
    const { scope, principal } = await access.permit(request, 'preferences:write');
    const told = parseBody(preferencesBody, request.body);
    const point = await getContactPoint(normalForm, scope, request.params);
    const by = `${principal.kind}:${principal.id}`;
    const keptAs = await changePreferences({ clock, suppressions, by }, scope, point, told);
    const now = await describePreferences(scope, point, clock.nowMs(), suppressions);
    return { ...now, kept_as: keptAs };
  });

  app.get<{ Params: Params }>('/api/preferences/:type/:value/history', async (request) => {
    const { scope, principal } = await access.permit(request, 'preferences:read');
    const { limit, cursor } = parseQuery(preferenceHistoryQuery, request.query);
    const point = await getContactPoint(normalForm, scope, request.params);
    const page = { before: cursor, limit: limit + 1 };
    const events = await listPreferenceEvents(scope, formsOf(point), page);
    const mask = openMask(principal.unmasked);
    const rows = await toHistory(scope, events, (one) => maskPoint(one, mask));
    return toPage(rows, limit);
  });

  app.get<{ Params: Params }>('/api/profiles/:type/:value/preferences', async (request) => {
    const { scope, principal } = await access.permit(request, 'preferences:read');
    const { limit, cursor } = parseQuery(preferenceHistoryQuery, request.query);
    const page = { before: cursor, limit: limit + 1 };
    const mask = openMask(principal.unmasked);
    return toPage(await listPreferencesOfPerson(scope, request.params, page, mask), limit);
  });
}

const toPage = <Row extends { id: string }>(rows: Row[], limit: number) =>
  pageOf(
    rows,
    limit,
    (row) => row,
    ({ id }) => id,
  );

/** Throws `preference_invalid` where nobody is reached by this: what was said of it would never be heard. */
async function getContactPoint(normalForm: NormalForm, scope: Scope, asked: Params): Promise<NamedInForms> {
  const point = await normalForm(scope, asked);
  if (point !== undefined) return point;
  throw new AppError(
    'preference_invalid',
    'Nobody is reached by this: its type is none of this workspace (see GET /api/identity/rules), or its value is none of that type. A telephone number begins with + and its country.',
  );
}
