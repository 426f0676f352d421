// Templates and their versions in PostgreSQL.
import { AppError } from '@rapport/protocol';
import { binaryArray, type Queryable, type Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type About, type Contents, type Template, type TemplateVersion, templatesMax } from './model.ts';

export type By = { at: Date; by: string };

const columns = `t.id, t.slug, t.title, t.topic, t.purpose, t.newest as version, t.published, t.archived_at, t.updated_at, t.updated_by`;

/** With the languages of each channel, in their newest version. By title. */
export const listTemplates = (
  { db, workspaceId }: Scope<Queryable>,
  archived: boolean,
): Promise<(Template & { languages: Record<string, string[]> })[]> =>
  db.query(
    `select ${columns}, (
       select coalesce(jsonb_object_agg(c.key, (select coalesce(jsonb_agg(k order by k), '[]') from jsonb_object_keys(c.value) k)), '{}')
       from jsonb_each(v.contents) c
     ) as languages
     from templates t join template_versions v on v.template_id = t.id and v.version = t.newest
     where t.workspace_id = $1 and (t.archived_at is not null) = $2 order by lower(t.title), t.slug`,
    [workspaceId, archived],
    'list_templates',
  );

/** Throws `template_not_found`. */
export async function getTemplate({ db, workspaceId }: Scope<Queryable>, slug: string): Promise<Template> {
  const [found] = await db.query<Template>(
    `select ${columns} from templates t where t.workspace_id = $1 and t.slug = $2`,
    [workspaceId, slug],
    'get_template',
  );
  if (found !== undefined) return found;
  throw new AppError('template_not_found', `There is no template called "${slug.slice(0, 80)}".`);
}

/** Throws `template_not_found`. */
export async function getVersion(
  { db }: Scope<Queryable>,
  { id, slug }: Pick<Template, 'id' | 'slug'>,
  version: number,
): Promise<TemplateVersion> {
  const [found] = await db.query<TemplateVersion>(
    'select version, contents, view, made_at, made_by from template_versions where template_id = $1 and version = $2',
    [id, version],
    'get_template_version',
  );
  if (found !== undefined) return found;
  throw new AppError('template_not_found', `The template "${slug}" has no version ${version}.`);
}

/** The newest first. */
export const listVersions = (
  { db }: Scope<Queryable>,
  templateId: number,
): Promise<Pick<TemplateVersion, 'version' | 'made_at' | 'made_by'>[]> =>
  db.query(
    'select version, made_at, made_by from template_versions where template_id = $1 order by version desc',
    [templateId],
    'list_template_versions',
  );

export type VersionAsked = { id: number; version: number };
export type VersionRead = VersionAsked & About & { contents: Contents; view: string | null };

/** Those of these that there are in the workspace. */
export const readVersions = (
  { db, workspaceId }: Scope<Queryable>,
  asked: readonly VersionAsked[],
): Promise<VersionRead[]> =>
  db.query<VersionRead>(
    `select t.id, v.version, t.topic, t.purpose, v.contents, v.view
     from unnest($2::int4[], $3::int4[]) a(id, version)
     join templates t on t.workspace_id = $1 and t.id = a.id
     join template_versions v on v.template_id = a.id and v.version = a.version`,
    [
      workspaceId,
      binaryArray(
        'int4',
        asked.map(({ id }) => id),
      ),
      binaryArray(
        'int4',
        asked.map(({ version }) => version),
      ),
    ],
    'read_template_versions',
  );

type Said = { title: string; contents: Contents; view: string | null };

/** Throws `name_taken` or `templates_full`. */
export async function insertTemplate(
  scope: Scope<Transaction>,
  { slug, title, topic, purpose, ...said }: Said & About & { slug: string },
  by: By,
): Promise<void> {
  const { db, workspaceId } = scope;
  await lockTemplates(scope);
  const [there] = await db.query<{ count: number; taken: boolean }>(
    'select count(*)::int4 as count, coalesce(bool_or(slug = $2), false) as taken from templates where workspace_id = $1',
    [workspaceId, slug],
    'count_templates',
  );
  if (there?.taken)
    throw new AppError('name_taken', `There is a template called "${slug}". Choose another slug.`);
  if ((there?.count ?? 0) >= templatesMax) throw new AppError('templates_full');
  const [made] = await db.query<{ id: number }>(
    `insert into templates (workspace_id, slug, title, topic, purpose, newest, updated_at, updated_by)
     values ($1, $2, $3, $4, $5, 1, $6, $7) returning id`,
    [workspaceId, slug, title, topic, purpose, by.at, by.by],
    'insert_template',
  );
  await insertVersion(db, made?.id as number, 1, said, by);
}

/** A new version. Throws `template_not_found`, or `conflict` where another version than the expected one is the newest. */
export async function updateTemplate(
  scope: Scope<Transaction>,
  slug: string,
  { title, ...said }: Said,
  expected: number | undefined,
  by: By,
): Promise<void> {
  await lockTemplates(scope);
  const { id, version } = await getTemplate(scope, slug);
  if (expected !== undefined && expected !== version)
    throw new AppError('conflict', `Version ${version} was set meanwhile. Read it, and change that one.`, {
      version,
    });
  await insertVersion(scope.db, id, version + 1, said, by);
  await scope.db.query(
    'update templates set title = $2, newest = $3, updated_at = $4, updated_by = $5 where id = $1',
    [id, title, version + 1, by.at, by.by],
    'update_template',
  );
}

const insertVersion = (
  db: Transaction,
  id: number,
  version: number,
  { contents, view }: Omit<Said, 'title'>,
  { at, by }: By,
): Promise<unknown> =>
  db.query(
    'insert into template_versions (template_id, version, contents, view, made_at, made_by) values ($1, $2, $3, $4, $5, $6)',
    [id, version, JSON.stringify(contents), view, at, by],
    'insert_template_version',
  );

export const setPublished = ({ db }: Scope<Queryable>, id: number, version: number, { at, by }: By) =>
  db.query(
    'update templates set published = $2, updated_at = $3, updated_by = $4 where id = $1',
    [id, version, at, by],
    'publish_template',
  );

export const setArchived = ({ db }: Scope<Queryable>, id: number, archived: boolean, { at, by }: By) =>
  db.query(
    'update templates set archived_at = $2, updated_at = $3, updated_by = $4 where id = $1',
    [id, archived ? at : null, at, by],
    'archive_template',
  );

/** Templates of a workspace are made and changed one after the other. */
async function lockTemplates({ db, workspaceId }: Scope<Transaction>): Promise<void> {
  await db.query('select pg_advisory_xact_lock($1, $2)', [templatesLock, workspaceId], 'lock_templates');
}
const templatesLock = 0x74_65_6d_70;
