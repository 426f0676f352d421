// The log of reads, in PostgreSQL.
import type { Clock } from '../../platform/clock/index.ts';
import { openGathering } from '../../platform/gathering/index.ts';
import type { Log } from '../../platform/log/index.ts';
import { binaryColumns, type Database, type Queryable } from '../../platform/postgres/index.ts';
import { startRetention } from '../../platform/retention/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Principal } from '../access/index.ts';

export type Read = {
  principal: Pick<Principal, 'kind' | 'id' | 'workspaceId'>;
  at: Date;
  purpose: string;
  /** The route, such as `GET /api/profiles`. */
  exit: string;
  /** The view that was read; left out: something else was. */
  view?: string;
  profileIds: readonly number[];
  /** Names of what was shown. */
  fields: readonly string[];
};

export type ReadItem = {
  id: string;
  read_at: Date;
  reader: string;
  purpose: string;
  exit: string;
  view: string | null;
  profile_ids: string[];
  fields: string[];
};

type Filter = { before: number | undefined; limit: number; profileId: number | undefined };

export type ReadLog = {
  add(read: Read): void;
  /** The newest first; one more than `limit` where there are more. */
  list(scope: Scope<Queryable>, filter: Filter): Promise<ReadItem[]>;
  close(): Promise<void>;
};

const [profilesMax, fieldsMax] = [1000, 200];

type Deps = { db: Database; clock: Clock; log: Log; keepDays: number };

export function openReadLog({ db, clock, log, keepDays }: Deps): ReadLog {
  const gathering = openGathering<Read>((rows) => recordReads(db, rows), log, 'reads');
  const retention = startRetention(
    { clock, log },
    { what: 'reads', days: keepDays, forget: (before, limit) => forgetReads(db, before, limit) },
  );
  return {
    add(read) {
      if (read.profileIds.length > 0 || read.fields.length > 0) gathering.add(read);
    },
    async list(scope, filter) {
      await gathering.flush();
      return listReads(scope, filter);
    },
    async close() {
      await retention.close();
      await gathering.close();
    },
  };
}

async function recordReads(db: Queryable, reads: readonly Read[]): Promise<void> {
  const rows = reads.map(({ principal, at, profileIds, fields, view = null, ...read }) => ({
    ...read,
    view,
    workspaceId: principal.workspaceId,
    reader: `${principal.kind}:${principal.id}`,
    atMs: at.getTime(),
    profileIds: `{${[...new Set(profileIds)].slice(0, profilesMax).join(',')}}`,
    fields: JSON.stringify([...new Set(fields)].slice(0, fieldsMax)),
  }));
  await db.query(
    `insert into reads (workspace_id, read_at, reader, purpose, exit, profile_ids, fields, view)
     select n.workspace_id, n.read_at, n.reader, n.purpose, n.exit, n.profile_ids::bigint[],
       array(select jsonb_array_elements_text(n.fields)), n.view
     from unnest($1::int4[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::text[])
       n(workspace_id, read_at, reader, purpose, exit, profile_ids, fields, view)`,
    binaryColumns(rows, {
      workspaceId: 'int4',
      atMs: 'timestamptz',
      reader: 'text',
      purpose: 'text',
      exit: 'text',
      profileIds: 'text',
      fields: 'jsonb',
      view: 'text',
    }),
    'record_reads',
  );
}

const listReads = (
  { db, workspaceId }: Scope<Queryable>,
  { before, limit, profileId }: Filter,
): Promise<ReadItem[]> =>
  db.query<ReadItem>(
    `select id::text, read_at, reader, purpose, exit, view, profile_ids::text[], fields from reads
     where workspace_id = $1 and ($2::bigint is null or id < $2) and ($3::bigint is null or profile_ids @> array[$3::bigint])
     order by reads.id desc limit $4`,
    [workspaceId, before ?? null, profileId ?? null, limit + 1],
    'list_reads',
  );

/** Of all workspaces. */
async function forgetReads(db: Queryable, before: Date, limit: number): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `with gone as (
       delete from reads where id in (select id from reads where read_at < $1 order by read_at limit $2) returning 1
     ) select count(*) as count from gone`,
    [before, limit],
    'forget_reads',
  );
  return row?.count ?? 0;
}
