// How far the mirror of each workspace follows, in PostgreSQL.
import type { Database, Queryable, Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { purposesEdition } from '../../respect/purposes/index.ts';

/**
 * What is written of a person follows from the purposes, and from how it is worked out: whoever changes that counts this up, and
 * all rows are written anew.
 */
const generation = 1;

const editionOf = (workspace: string): string => `(${generation} || ' ' || ${purposesEdition(workspace)})`;

export type Round = {
  /** The edition of purposes that it is for, where it is for everybody. */
  edition: string | null;
  /** The attributes that it is for. */
  names: string[];
  /** The person who was looked at last. */
  position: number;
};

export type Following = {
  /** The edition of now. */
  current: string;
  /** Under which all rows are written; null where they may be of several. */
  followed: string | null;
  /** Tracked attributes that rows of people do not say yet. */
  names: string[];
  round: Round | undefined;
};

type Row = Pick<Following, 'current' | 'followed' | 'names'> & {
  next_edition: string | null;
  round_names: string[] | null;
  position: number | null;
};

export async function getFollowing({ db, workspaceId }: Scope<Queryable>): Promise<Following> {
  const [row] = await db.query<Row>(
    `select ${editionOf('w.id')} as current, r.edition as followed, r.next_edition, r.names as round_names, r.position,
       array(select name from tracked_attributes where workspace_id = w.id and followed_at is null order by name) as names
     from workspaces w left join mirror_rounds r on r.workspace_id = w.id where w.id = $1`,
    [workspaceId],
    'get_mirror_following',
  );
  if (row === undefined) throw new Error('There is no such workspace');
  const { next_edition: edition, round_names: roundNames, position, ...following } = row;
  const round = position === null ? undefined : { edition, names: roundNames ?? [], position };
  return { ...following, round };
}

/** The workspaces in which not all rows are as they should be. */
export async function listUnfinished(db: Database): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    `select w.id from workspaces w left join mirror_rounds r on r.workspace_id = w.id
     where r.position is not null or r.edition is distinct from ${editionOf('w.id')}
       or exists (select from tracked_attributes t where t.workspace_id = w.id and t.followed_at is null)
     order by w.id`,
    [],
    'list_unfinished_mirrors',
  );
  return rows.map(({ id }) => id);
}

/** From the first person on. Until a round for everybody is at its end, rows are of several editions. */
export async function beginRound(
  { db, workspaceId }: Scope<Queryable>,
  { edition, names }: Pick<Round, 'edition' | 'names'>,
): Promise<void> {
  await db.query(
    `insert into mirror_rounds as r (workspace_id, next_edition, names, position) values ($1, $2, $3, 0)
     on conflict (workspace_id) do update set next_edition = excluded.next_edition, names = excluded.names, position = 0,
       edition = case when excluded.next_edition is null then r.edition end`,
    [workspaceId, edition, names],
    'begin_mirror_round',
  );
}

/** This one was looked at last. */
export async function advanceRound({ db, workspaceId }: Scope<Queryable>, position: number): Promise<void> {
  await db.query(
    'update mirror_rounds set position = $2 where workspace_id = $1',
    [workspaceId, position],
    'advance_mirror_round',
  );
}

export async function endRound({ db, workspaceId }: Scope<Queryable>): Promise<void> {
  await db.query(
    `update mirror_rounds set edition = coalesce(next_edition, edition), next_edition = null, names = '{}', position = null
     where workspace_id = $1`,
    [workspaceId],
    'end_mirror_round',
  );
}

/** Holds off other servers for as long as the transaction lasts; false when one of them is at it. */
export async function lockRounds({ db, workspaceId }: Scope<Transaction>): Promise<boolean> {
  const [row] = await db.query<{ locked: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('mirror', $1)) as locked`,
    [workspaceId],
    'lock_mirror_rounds',
  );
  return row?.locked === true;
}
