// Requests in PostgreSQL.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { additionsMax, type RequestKind, type RequestState, toDue, toReference } from './model.ts';

/** An identifier by which somebody is reached, in normal form. */
export type RequestPoint = { type: string; value: string };

export type StoredRequest = {
  id: number;
  reference: string;
  type: string;
  value: string;
  kind: RequestKind;
  /** The oldest first. */
  words: string[];
  language: string;
  state: RequestState;
  source: string;
  received_at: Date;
  due_at: Date;
  /** Null: it is open. */
  closed_at: Date | null;
};

const columns =
  'id, reference, type, value, kind, words, language, state, source, received_at, due_at, closed_at';

export type NewRequest = {
  kind: RequestKind;
  /** Null where nothing was written. */
  words: string | null;
  language: string;
  source: string;
  at: Date;
};

/** `before`: one of this kind is open already. `added`: what was written stands with it now. `full`: nothing more is taken. */
export type Filed = 'new' | 'before' | 'added' | 'full';

/** One of a kind is open for a contact point at a time; what is written later is added to it. */
export async function fileRequest(
  scope: Scope<Queryable>,
  { type, value }: RequestPoint,
  { kind, words, language, source, at }: NewRequest,
): Promise<Filed> {
  const { db, workspaceId } = scope;
  const made = await db.query(
    `insert into requests (workspace_id, reference, type, value, kind, words, language, state, source, received_at, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'received', $8, $9, $10)
     on conflict (workspace_id, type, value, kind) where closed_at is null do nothing returning id`,
    [
      ...[workspaceId, toReference(), type, value, kind, words === null ? [] : [words]],
      ...[language, source, at, toDue(at)],
    ],
    'file_request',
  );
  if (made.length > 0) return 'new';
  return words === null ? 'before' : addWords(scope, { type, value }, kind, words);
}

async function addWords(
  { db, workspaceId }: Scope<Queryable>,
  { type, value }: RequestPoint,
  kind: RequestKind,
  words: string,
): Promise<Filed> {
  const open = 'workspace_id = $1 and type = $2 and value = $3 and kind = $4 and closed_at is null';
  const added = await db.query(
    `update requests set words = words || $5::text where ${open} and cardinality(words) < $6 and not words @> array[$5::text]
     returning id`,
    [workspaceId, type, value, kind, words, additionsMax],
    'add_words_to_request',
  );
  if (added.length > 0) return 'added';
  const same = await db.query(
    `select id from requests where ${open} and words @> array[$5::text]`,
    [workspaceId, type, value, kind, words],
    'find_words_of_request',
  );
  return same.length > 0 ? 'before' : 'full';
}

/** Whether there was an open one of this contact point. */
export async function takeBackRequest(
  { db, workspaceId }: Scope<Queryable>,
  { type, value }: RequestPoint,
  reference: string,
  at: Date,
): Promise<boolean> {
  const gone = await db.query(
    `update requests set state = 'taken_back', closed_at = $5
     where workspace_id = $1 and type = $2 and value = $3 and reference = $4 and closed_at is null returning id`,
    [workspaceId, type, value, reference, at],
    'take_back_request',
  );
  return gone.length > 0;
}

/** Those of these contact points that are open, the oldest first. */
export const listOpenRequests = (
  { db, workspaceId }: Scope<Queryable>,
  { type, value }: RequestPoint,
): Promise<StoredRequest[]> =>
  db.query<StoredRequest>(
    `select ${columns} from requests where workspace_id = $1 and type = $2 and value = $3 and closed_at is null order by id`,
    [workspaceId, type, value],
    'list_open_requests',
  );

export type RequestFilter = {
  isOpen: boolean | undefined;
  kind: RequestKind | undefined;
  before: number | undefined;
  limit: number;
};

/** The newest first; one more than `limit` where there are more. */
export const listRequests = (
  { db, workspaceId }: Scope<Queryable>,
  { isOpen, kind, before, limit }: RequestFilter,
): Promise<StoredRequest[]> =>
  db.query<StoredRequest>(
    `select ${columns} from requests
     where workspace_id = $1 and ($2::bigint is null or id < $2) and ($3::text is null or kind = $3)
       and ($4::boolean is null or (closed_at is null) = $4)
     order by id desc limit $5`,
    [workspaceId, before ?? null, kind ?? null, isOpen ?? null, limit + 1],
    'list_requests',
  );

export async function findRequest(
  { db, workspaceId }: Scope<Queryable>,
  id: number,
): Promise<StoredRequest | undefined> {
  const [row] = await db.query<StoredRequest>(
    `select ${columns} from requests where workspace_id = $1 and id = $2`,
    [workspaceId, id],
    'find_request',
  );
  return row;
}

export type OpenRequests = { open: number; overdue: number; next_due_at: Date | null };

/** How many wait for an answer, how many of them too long, and by when the next has to be answered. */
export async function countOpenRequests(
  { db, workspaceId }: Scope<Queryable>,
  at: Date,
): Promise<OpenRequests> {
  const [row] = await db.query<OpenRequests>(
    `select count(*)::int as open, (count(*) filter (where due_at < $2))::int as overdue, min(due_at) as next_due_at
     from requests where workspace_id = $1 and closed_at is null`,
    [workspaceId, at],
    'count_open_requests',
  );
  return row ?? { open: 0, overdue: 0, next_due_at: null };
}
