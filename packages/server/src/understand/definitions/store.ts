// Definitions and their versions in PostgreSQL.
import type { Condition, TraitValue } from '@rapport/protocol';
import type { Queryable, Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';

export type Kind = 'segment' | 'trait';
type Of<Body> = {
  id: number;
  name: string;
  purpose: string;
  title: string;
  definition: Body;
  /** The version that people are in; 0 while none was computed. */
  version: number;
  newest: number;
  set_at: Date;
  computed_at: Date | null;
};
/** Limits between the groups of a score, by its part. */
export type Limits = Partial<Record<'value' | 'recency' | 'frequency' | 'monetary', number[]>>;
export type Segment = Of<Condition> & { kind: 'segment' };
export type Trait = Of<TraitValue> & { kind: 'trait'; limits: Limits | null };
export type Definition = Segment | Trait;

/** A trait that compares a person with all others, by limits that are found anew from time to time. */
export const isScore = ({ definition }: Pick<Definition, 'definition'>): boolean =>
  'score' in definition || 'rfm' in definition;

const columns = `d.id, d.kind, d.name, d.purpose, d.version, d.newest, v.title, v.definition, v.set_at, v.computed_at, v.limits`;

const holding = `definitions d
  join definition_versions v on v.definition_id = d.id and v.version = case d.version when 0 then d.newest else d.version end`;

/** By the edition that they are of: they change seldom, and every read of a person asks for them. */
const remembered = new WeakMap<Queryable, Map<number, { edition: string; all: Definition[] }>>();

/** SQL that tells one set of definitions of a workspace from another: for questions that are asked anyway. */
export const definitionsEdition = (workspace: string): string =>
  // Whatever writes to a row gives it another xmin.
  `(select coalesce(string_agg(d.id || '.' || d.xmin || '.' || v.xmin, ' ' order by d.id), '') from ${holding} where d.workspace_id = ${workspace})`;

/**
 * In the version that holds: that which people are in, and for what nobody was asked about yet, the newest. Cheap where
 * nothing changed since they were asked for last; `read`: their edition, if it is known.
 */
export async function listDefinitions(
  { db, workspaceId }: Scope<Queryable>,
  read?: string,
): Promise<Definition[]> {
  const known = remembered.get(db) ?? new Map<number, { edition: string; all: Definition[] }>();
  remembered.set(db, known);
  const edition = read ?? (await getEdition({ db, workspaceId }));
  const found = known.get(workspaceId);
  if (found?.edition === edition) return [...found.all];
  // Listed after its edition was read: whoever comes with that edition gets these, or newer ones.
  const all = await db.query<Definition>(
    `select ${columns} from ${holding} where d.workspace_id = $1 order by d.name`,
    [workspaceId],
    'list_definitions',
  );
  known.set(workspaceId, { edition, all });
  return [...all];
}

async function getEdition({ db, workspaceId }: Scope<Queryable>): Promise<string> {
  const [row] = await db.query<{ edition: string }>(
    `select ${definitionsEdition('$1')} as edition`,
    [workspaceId],
    'get_definitions_edition',
  );
  return row?.edition as string;
}

/** In the newest version, whether people are in it yet or not. */
export const listNewest = ({ db, workspaceId }: Scope<Queryable>): Promise<Definition[]> =>
  db.query<Definition>(
    `select ${columns} from definitions d join definition_versions v on v.definition_id = d.id and v.version = d.newest
     where d.workspace_id = $1 order by d.name`,
    [workspaceId],
    'list_newest_definitions',
  );

export type Version = {
  version: number;
  title: string;
  definition: unknown;
  set_at: Date;
  set_by: string;
  computed_at: Date | null;
};

export const listVersions = (db: Queryable, definitionId: number): Promise<Version[]> =>
  db.query<Version>(
    'select version, title, definition, set_at, set_by, computed_at from definition_versions where definition_id = $1 order by version desc',
    [definitionId],
    'list_definition_versions',
  );

type Set = { title: string; definition: unknown; at: Date; by: string };

export async function insertDefinition(
  { db, workspaceId }: Scope<Transaction>,
  { kind, name, purpose }: Pick<Definition, 'kind' | 'name' | 'purpose'>,
  set: Set,
): Promise<void> {
  const [made] = await db.query<{ id: number }>(
    'insert into definitions (workspace_id, kind, name, purpose, newest, created_at) values ($1, $2, $3, $4, 1, $5) returning id',
    [workspaceId, kind, name, purpose, set.at],
  );
  await insertVersion(db, made?.id as number, 1, set);
}

export async function insertVersion(
  db: Transaction,
  definitionId: number,
  version: number,
  { title, definition, at, by }: Set,
): Promise<void> {
  await db.query(
    'insert into definition_versions (definition_id, version, title, definition, set_at, set_by) values ($1, $2, $3, $4, $5, $6)',
    [definitionId, version, title, JSON.stringify(definition), at, by],
  );
  await db.query('update definitions set newest = $2 where id = $1', [definitionId, version]);
}

/** What it was called stays, for what still tells of it. */
export async function deleteDefinition(
  { db, workspaceId }: Scope<Transaction>,
  { id, kind, name, title, purpose }: Pick<Definition, 'id' | 'kind' | 'name' | 'title' | 'purpose'>,
  at: Date,
): Promise<void> {
  await db.query(
    `insert into removed_definitions (id, workspace_id, kind, name, title, purpose, removed_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, workspaceId, kind, name, title, purpose, at],
  );
  await db.query('delete from definitions where id = $1', [id]);
}

/** By what the newest version of each was computed for everybody, beside what it says itself. */
export type ComputedBy = {
  /** Fields that were left out of it. */
  leftOut: string[];
  /** What its look-ups found, as tokens. */
  lookedUp: string[];
};

/** By the id of the definition. */
export async function listComputedBy({
  db,
  workspaceId,
}: Scope<Queryable>): Promise<Map<number, ComputedBy>> {
  const rows = await db.query<{ id: number; left_out: string[]; looked_up: string[] }>(
    `select d.id, v.left_out, v.looked_up from definitions d join definition_versions v on v.definition_id = d.id and v.version = d.newest
     where d.workspace_id = $1`,
    [workspaceId],
    'list_computed_by',
  );
  return new Map(rows.map(({ id, left_out, looked_up }) => [id, { leftOut: left_out, lookedUp: looked_up }]));
}

export type Removed = Pick<Definition, 'id' | 'kind' | 'name' | 'title'>;

/** Of this purpose. */
export const listRemoved = ({ db, workspaceId }: Scope<Queryable>, purpose: string): Promise<Removed[]> =>
  db.query<Removed>(
    'select id, kind, name, title from removed_definitions where workspace_id = $1 and purpose = $2',
    [workspaceId, purpose],
    'list_removed_definitions',
  );

type Computed = { id: number; version: number; limits: Limits | null } & ComputedBy;

/** From now on people are in this version. */
export async function switchVersion(
  db: Transaction,
  { id, version, limits, leftOut, lookedUp }: Computed,
  at: Date,
): Promise<void> {
  await db.query('update definitions set version = $2 where id = $1 and version < $2', [id, version]);
  await db.query(
    'update definition_versions set computed_at = $3, limits = coalesce($4, limits), left_out = $5, looked_up = $6 where definition_id = $1 and version = $2',
    [id, version, at, limits === null ? null : JSON.stringify(limits), leftOut, lookedUp],
  );
}

/** Changes of definitions of a workspace come one after the other. */
export async function lockDefinitions({ db, workspaceId }: Scope<Transaction>): Promise<void> {
  await db.query('select pg_advisory_xact_lock($1, $2)', [definitionsLock, workspaceId]);
}
const definitionsLock = 0x6465_6669;

/** Days of definitions begin in it, unless they name another. */
export async function getTimeZone({ db, workspaceId }: Scope<Queryable>): Promise<string> {
  const [row] = await db.query<{ time_zone: string }>(
    'select time_zone from workspaces where id = $1',
    [workspaceId],
    'get_time_zone',
  );
  return row?.time_zone ?? 'UTC';
}
