// By which channels versions of templates speak: asked for each batch of messages that is to go.
import { binaryColumns, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { ChannelSlug } from '../channels/index.ts';

type Versioned = { templateId: number; templateVersion: number };

/** A version never changes, so what it speaks by is remembered. */
export function openSpoken() {
  const known = new Map<string, readonly ChannelSlug[]>();
  const nameOf = (templateId: number, version: number): string => `${templateId} ${version}`;
  return async function listSpoken(
    { db, workspaceId }: Scope<Queryable>,
    asked: readonly Versioned[],
  ): Promise<(templateId: number, version: number) => readonly ChannelSlug[]> {
    const missing = new Map(
      asked
        .filter((one) => !known.has(nameOf(one.templateId, one.templateVersion)))
        .map((one) => [nameOf(one.templateId, one.templateVersion), one]),
    );
    if (missing.size > 0) {
      const rows = await db.query<Versioned & { channels: ChannelSlug[] }>(
        `select v.template_id as "templateId", v.version as "templateVersion", array(select jsonb_object_keys(v.contents)) as channels
         from unnest($2::int4[], $3::int4[]) n(template_id, version)
         join template_versions v on v.template_id = n.template_id and v.version = n.version
         join templates t on t.id = v.template_id and t.workspace_id = $1`,
        [
          workspaceId,
          ...binaryColumns([...missing.values()], { templateId: 'int4', templateVersion: 'int4' }),
        ],
        'list_spoken_channels',
      );
      if (known.size > 10_000) known.clear();
      for (const row of rows) known.set(nameOf(row.templateId, row.templateVersion), row.channels);
    }
    return (templateId, version) => known.get(nameOf(templateId, version)) ?? [];
  };
}
