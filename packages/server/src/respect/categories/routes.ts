// The API of categories and labels: what there is, what was guessed, and what members say of it.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { limitField, pageOf, parseBody, parseQuery } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Access, listPrincipalNames } from '../access/index.ts';
import { labelReasons, suggestedBy } from './look-into.ts';
import {
  isFitToKeep,
  isKnown,
  labelNameLengthMax,
  labelStates,
  labelSubjects,
  mayActivate,
} from './model.ts';
import { confirmLabel, type LabelKey, type LabelRow, listLabels } from './store.ts';
import { taxonomy } from './taxonomy.ts';

export const labelListQuery = z.object({
  limit: limitField,
  cursor: z
    .string()
    .max(8000)
    .regex(/^[\w-]+$/, 'must be the next_cursor of an earlier answer')
    .optional(),
  state: z.enum(labelStates).optional(),
  subject: z.enum(labelSubjects).optional(),
  q: z.string().max(labelNameLengthMax).optional(),
});

const text = z.string().max(labelNameLengthMax).refine(isFitToKeep, 'must not hold a NUL character');

/** What a member says of an attribute or property. */
export const labelBody = z
  .strictObject({
    subject: z.enum(labelSubjects),
    event: text
      .optional()
      .describe(
        'Of a property: the event that has it. Left out: every event that has no label of its own from a member.',
      ),
    name: text.min(1),
    category: z
      .string()
      .max(120)
      .refine(isKnown, 'is no category of data (see GET /api/categories)')
      .nullable()
      .describe('Null: it holds nothing personal.'),
  })
  .refine(({ subject, event = '' }) => subject === 'property' || event === '', {
    path: ['event'],
    error: 'must be left out: attributes belong to no event',
  });

type Deps = { access: Access; clock: Clock; onLabelled: () => void };

export function registerCategoryRoutes(app: FastifyInstance, { access, clock, onLabelled }: Deps): void {
  app.get('/api/categories', async (request) => {
    await access.permit(request, 'purposes:read');
    return { items: taxonomy, next_cursor: null };
  });

  app.get('/api/labels', async (request) => {
    const { scope } = await access.permit(request, 'purposes:read');
    const { limit, cursor, state, subject, q } = parseQuery(labelListQuery, request.query);
    const after = cursor === undefined ? undefined : parseCursor(cursor);
    const rows = await listLabels(scope, { limit, after, state, subject, part: q });
    const nameOf = await principalNames(scope, rows);
    return pageOf(rows, limit, (row) => toItem(row, nameOf), toCursor);
  });

  app.put('/api/labels', async (request) => {
    const { scope, principal } = await access.permit(request, 'purposes:write');
    const { subject, event = '', name, category } = parseBody(labelBody, request.body);
    const review = { at: clock.now(), by: `${principal.kind}:${principal.id}` };
    const row = await confirmLabel(scope, { subject, event, name }, category, review);
    onLabelled();
    return toItem(row, await principalNames(scope, [row]));
  });
}

const principalNames = (scope: Scope, rows: readonly LabelRow[]): Promise<Map<string, string>> =>
  listPrincipalNames(
    scope,
    rows.flatMap(({ reviewed_by: by }) => by ?? []),
  );

const toItem = (row: LabelRow, nameOf: ReadonlyMap<string, string>) => ({
  ...{ subject: row.subject, event: row.event === '' ? null : row.event, name: row.name },
  ...{ category: row.category, state: row.state, may_activate: mayActivate(row) },
  reason: row.reason === null ? null : { code: row.reason, message: labelReasons[row.reason] ?? row.reason },
  suggested_category: row.state === 'unlabelled' ? suggestedBy(row.reason) : null,
  ...{ first_seen_at: row.first_seen_at, reviewed_at: row.reviewed_at, reviewed_by: row.reviewed_by },
  reviewed_by_name: row.reviewed_by === null ? null : (nameOf.get(row.reviewed_by) ?? null),
});

const toCursor = ({ subject, event, name }: LabelRow): string =>
  Buffer.from(JSON.stringify([subject, event, name])).toString('base64url');

const cursorSchema = z.tuple([z.enum(labelSubjects), text, text]);

function parseCursor(cursor: string): LabelKey {
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success)
    throw new AppError(
      'invalid_request',
      'The query is not valid. cursor: must be the next_cursor of an earlier answer',
    );
  const [subject, event, name] = parsed.data;
  return { subject, event, name };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
