// Asks in PostgreSQL.
import { AppError } from '@rapport/protocol';
import type { Queryable, Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { listPurposes } from '../../respect/purposes/index.ts';
import { listSources } from '../sources/index.ts';
import { type Ask, type AskInput, isAskable } from './model.ts';

type By = { at: Date; by: string };

/** So many in a workspace. */
export const asksMax = 100;

const columns = `a.slug, s.slug as source, jsonb_build_object('attribute', a.attribute, 'kind', a.kind, 'options', a.options) as what,
  a.purpose, a.words, a.moment, a.every_days, a.rest_days, a.place as order, a.enabled, a.retired_at is not null as retired,
  a.version, a.updated_at, a.updated_by`;

/** In their order: the first that may be shown is. */
export const listAsks = ({ db, workspaceId }: Scope<Queryable>): Promise<Ask[]> =>
  db.query<Ask>(
    `select ${columns} from asks a left join sources s on s.id = a.source_id where a.workspace_id = $1 order by a.place, a.slug`,
    [workspaceId],
    'list_asks',
  );

/** Throws `ask_not_found`. */
export async function getAsk({ db, workspaceId }: Scope<Queryable>, slug: string): Promise<Ask> {
  const [ask] = await db.query<Ask>(
    `select ${columns} from asks a left join sources s on s.id = a.source_id where a.workspace_id = $1 and a.slug = $2`,
    [workspaceId, slug],
    'get_ask',
  );
  if (ask !== undefined) return ask;
  throw new AppError('ask_not_found', `There is no ask called "${slug.slice(0, 80)}".`);
}

/** Throws `name_taken`, `asks_full` or `ask_invalid`. */
export async function createAsk(scope: Scope<Transaction>, input: AskInput, by: By): Promise<void> {
  await lockAsks(scope);
  const all = await listAsks(scope);
  if (all.some(({ slug }) => slug === input.slug))
    throw new AppError('name_taken', `There is an ask called "${input.slug}". Choose another slug.`);
  if (all.length >= asksMax) throw new AppError('asks_full');
  const sourceId = await checkParts(scope, input);
  await scope.db.query(
    `insert into asks (workspace_id, slug, source_id, attribute, kind, options, purpose, words, moment, every_days, rest_days, place,
       enabled, retired_at, version, updated_at, updated_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1, $15, $16)`,
    toValues(scope, input, sourceId, by),
  );
}

/** Throws `ask_not_found`, `ask_invalid`, or `conflict` where another version than the expected one holds. */
export async function changeAsk(
  scope: Scope<Transaction>,
  input: AskInput,
  expected: number | undefined,
  by: By,
): Promise<void> {
  await lockAsks(scope);
  const { version } = await getAsk(scope, input.slug);
  if (expected !== undefined && expected !== version)
    throw new AppError('conflict', `Version ${version} was set meanwhile. Read it, and change that one.`, {
      version,
    });
  const sourceId = await checkParts(scope, input);
  await scope.db.query(
    `update asks set source_id = $3, attribute = $4, kind = $5, options = $6, purpose = $7, words = $8, moment = $9, every_days = $10,
       rest_days = $11, place = $12, enabled = $13,
       retired_at = case when $14::timestamptz is null then null else coalesce(retired_at, $14) end,
       version = version + 1, updated_at = $15, updated_by = $16
     where workspace_id = $1 and slug = $2`,
    toValues(scope, input, sourceId, by),
  );
}

const toValues = (
  { workspaceId }: Scope<Queryable>,
  { slug, what, purpose, words, moment, ...rest }: AskInput,
  sourceId: number | null,
  { at, by }: By,
): unknown[] => [
  ...[workspaceId, slug, sourceId, what.attribute, what.kind, JSON.stringify(what.options), purpose, words],
  ...[moment, rest.every_days, rest.rest_days, rest.order, rest.enabled, rest.retired ? at : null, at, by],
];

const asksLock = 0x61_73_6b_73;

/** Asks are changed one at a time. */
const lockAsks = ({ db, workspaceId }: Scope<Transaction>): Promise<unknown> =>
  db.query('select pg_advisory_xact_lock($1, $2)', [asksLock, workspaceId], 'lock_asks');

/** The id of its source. */
async function checkParts(scope: Scope<Transaction>, { source, purpose }: AskInput): Promise<number | null> {
  const named = (await listPurposes(scope)).find(({ slug }) => slug === purpose);
  if (named === undefined) throw wrong('purpose', `there is no purpose "${purpose}" (see GET /api/purposes)`);
  if (!isAskable(named))
    throw wrong('purpose', `no banner asks about ${purpose}, so a page cannot know whether it is permitted`);
  if (source === null) return null;
  const found = (await listSources(scope)).find(({ slug }) => slug === source);
  if (found === undefined) throw wrong('source', `there is no source "${source}" (see GET /api/sources)`);
  if (found.kind !== 'browser') throw wrong('source', `${source} is not of the kind browser`);
  return found.id;
}

const wrong = (field: string, problem: string): AppError =>
  new AppError('ask_invalid', `The ask cannot be kept. ${field}: ${problem}`, {
    fields: [{ field, problem }],
  });
