// What would have been sent: the mails that the built-in outbox got, for whoever may read people for the purpose that is named.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { labelOfIdentifier, listSubjects } from '../../../connect/permissions/index.ts';
import type { Clock } from '../../../platform/clock/index.ts';
import { limitField, pageOf, parseQuery, toId } from '../../../platform/http/index.ts';
import type { Scope } from '../../../platform/workspaces/index.ts';
import type { Access } from '../../../respect/access/index.ts';
import { maskValue, openMask } from '../../../respect/categories/index.ts';
import { decide } from '../../../respect/gate/index.ts';
import { getPurpose, type Purpose } from '../../../respect/purposes/index.ts';
import type { ReadLog } from '../../../respect/reads/index.ts';

const idMax = Number.MAX_SAFE_INTEGER;
export const outboxListQuery = z.object({
  purpose: z.string().optional(),
  limit: limitField,
  cursor: z.coerce.number().int().min(1).max(idMax).optional(),
});
export const outboxQuery = outboxListQuery.pick({ purpose: true });

type Mail = {
  from: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
};
type Row = { message_id: number; profile_id: number; purpose: string; mail: Mail; sent_at: Date };
type Deps = { access: Access; clock: Clock; readLog: ReadLog };

const query = `select o.message_id, coalesce(r.into_id, o.profile_id) as profile_id, m.purpose, o.mail, o.sent_at
  from outbox_mails o join messages m on m.id = o.message_id
  left join profile_redirects r on r.workspace_id = o.workspace_id and r.from_id = o.profile_id
  where o.workspace_id = $1`;

export function registerOutboxRoutes(app: FastifyInstance, deps: Deps): void {
  const { access, clock, readLog } = deps;

  app.get('/api/outbox', async (request) => {
    const { purpose: slug, limit, cursor } = parseQuery(outboxListQuery, request.query);
    const { scope, principal } = await access.permit(request, 'messages:read', slug);
    const purpose = await getPurpose(scope, slug);
    const rows = await scope.db.query<Row>(
      `${query} and m.purpose = $2 and ($3::int8 is null or o.message_id < $3) order by o.message_id desc limit $4`,
      [scope.workspaceId, purpose.slug, cursor ?? null, limit + 1],
    );
    const mayBeShown = await findPermitting(deps, scope, rows, purpose);
    const mask = openMask(principal.unmasked);
    const page = pageOf(
      rows,
      limit,
      (row) => row,
      ({ message_id }) => String(message_id),
    );
    const shown = page.items.filter(({ profile_id }) => mayBeShown.has(profile_id));
    readLog.add({
      ...{ principal, at: clock.now(), purpose: purpose.slug, exit: 'GET /api/outbox' },
      ...{ fields: ['subject', 'to'], profileIds: shown.map(({ profile_id }) => profile_id) },
    });
    return { ...page, items: shown.map((row) => toItem(row, mask)) };
  });

  app.get<{ Params: { id: string } }>('/api/outbox/:id', async (request) => {
    const { purpose: slug } = parseQuery(outboxQuery, request.query);
    // The links in it work: whoever sees them can say no, or yes, in the person's name.
    await access.permit(request, 'consents:write');
    const { scope, principal } = await access.permit(request, 'messages:read', slug);
    if (openMask(principal.unmasked) !== undefined) throw new AppError('mail_withheld');
    const purpose = await getPurpose(scope, slug);
    const [row] = await scope.db.query<Row>(`${query} and o.message_id = $2 and m.purpose = $3`, [
      ...[scope.workspaceId, toId(request.params.id, idMax), purpose.slug],
    ]);
    if (row === undefined || !(await findPermitting(deps, scope, [row], purpose)).has(row.profile_id))
      throw new AppError('message_not_found');
    readLog.add({
      ...{ principal, at: clock.now(), purpose: purpose.slug, exit: 'GET /api/outbox/:id' },
      ...{ profileIds: [row.profile_id], fields: ['mail'] },
    });
    return { ...toItem(row, undefined), ...toBody(row.mail) };
  });
}

/** Of those to whom the mails went: who still permits the purpose. What was sent then is read now. */
async function findPermitting(
  { clock }: Deps,
  scope: Scope,
  rows: readonly Row[],
  purpose: Purpose,
): Promise<Set<number>> {
  const at = clock.nowMs();
  const ids = [...new Set(rows.map(({ profile_id }) => profile_id))];
  const subjects = ids.length === 0 ? [] : await listSubjects(scope, ids, at);
  return new Set(
    [...subjects].flatMap(([id, subject]) =>
      decide(subject, { purpose, at }).decision === 'permit' ? [id] : [],
    ),
  );
}

type Masks = ReturnType<typeof openMask>;

/** What a text was filled with is not known any more, so it is shown to those alone who see everything in clear. */
const toItem = ({ message_id, profile_id, purpose, mail, sent_at }: Row, mask: Masks) => {
  const label = labelOfIdentifier('email', mail.to);
  return {
    ...{ message_id: String(message_id), profile_id: String(profile_id), purpose, from: mail.from, sent_at },
    subject: mask === undefined ? mail.subject : String(maskValue(mail.subject, null)),
    to: mask?.(label) === undefined ? mail.to : String(maskValue(mail.to, label.category)),
  };
};

const toBody = ({ html, text, headers }: Mail) => ({ html, text, headers });
