// GET /api/segments/:name/export: everybody in a segment as a file.
//
// Each person goes through the gate, in pages, as lists do; nothing goes from the event store into the file by itself. The
// file is written as it is read, so its size does not matter.
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { categoryOfIdentifier, findFields, openCategoryGate } from '../../connect/permissions/index.ts';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { parseQuery } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Access } from '../../respect/access/index.ts';
import { nobody } from '../../respect/gate/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import type { ShowPeople } from '../showing/index.ts';
import { toCsv } from './csv.ts';
import { openMembers, type ShownMember } from './members.ts';
import { findOfPurpose } from './of-purpose.ts';
import { listMembersFields } from './olap.ts';
import { toParquet } from './parquet.ts';

const formats = {
  csv: { write: toCsv, contentType: 'text/csv; charset=utf-8' },
  parquet: { write: toParquet, contentType: 'application/vnd.apache.parquet' },
} as const;

export const exportQuery = z.object({
  purpose: z.string().optional(),
  format: z.enum(['csv', 'parquet'], 'csv or parquet').default('csv').describe('`csv` or `parquet`.'),
});

type Deps = { access: Access; clickhouse: ClickHouse; clock: Clock; show: ShowPeople };

const exit = 'GET /api/segments/:name/export';
const pagePeople = 1000;
/** Of each kind, those that most members have. */
const fieldsMax = 500;

export function registerExportRoute(app: FastifyInstance, { access, clickhouse, clock, show }: Deps): void {
  app.get<{ Params: { name: string } }>('/api/segments/:name/export', async (request, reply) => {
    const { purpose: slug, format } = parseQuery(exportQuery, request.query);
    const { scope, principal } = await access.permit(request, 'segments:read', slug);
    // It shows all of a person that the purpose may see.
    await access.permit(request, 'profiles:read', slug);
    const { segment, purpose } = await findOfPurpose(scope, request.params.name, slug);
    const asked = { segmentId: segment.id, purpose, limit: fieldsMax };
    const all = await listMembersFields(clickhouse, scope.workspaceId, asked);
    const columns = await chooseColumns(scope, all, { purpose, at: clock.nowMs() });
    const read = openMembers({ clickhouse, show }, { scope, principal, purpose: slug, exit }, segment.id);
    async function* readRows(): AsyncGenerator<unknown[][]> {
      for (let before: number | undefined, isFirst = true; isFirst || before !== undefined; isFirst = false) {
        const { members, next } = await read(before, pagePeople);
        yield members.map((member) => columns.map(({ take }) => take(member)));
        before = next;
      }
    }
    const { write, contentType } = formats[format];
    const names = columns.map(({ name }) => name);
    reply
      .header('content-type', contentType)
      .header('content-disposition', `attachment; filename="${segment.name}.${format}"`);
    return reply.send(Readable.from(write(names, readRows()), { objectMode: false }));
  });
}

type Column = { name: string; take: (member: ShownMember) => unknown };

const alwaysThere: readonly Column[] = [
  { name: 'id', take: ({ person }) => person.id },
  { name: 'display_name', take: ({ person }) => person.display_name },
  { name: 'since', take: ({ since }) => since },
  { name: 'reason', take: ({ reason }) => reason },
];

/** What the purpose never covers has no column; what somebody may have permitted expressly has one. */
async function chooseColumns(
  scope: Scope,
  all: { attributes: string[]; identifiers: string[] },
  { purpose, at }: { purpose: Purpose; at: number },
): Promise<Column[]> {
  const why = openCategoryGate(purpose, at);
  const labels = await findFields(scope, 'attribute', '', all.attributes);
  const mayBeSeen = (category: string | null): boolean =>
    !['category_not_covered', 'never_disclosed'].includes(why(nobody, category)?.code ?? '');
  const identifiers = all.identifiers.filter((type) => mayBeSeen(categoryOfIdentifier(type))).sort();
  const attributes = all.attributes.filter((name) => mayBeSeen(labels.get(name)?.category ?? null)).sort();
  return [
    ...alwaysThere,
    ...identifiers.map((kind) => ({
      name: `identifiers.${kind}`,
      take: ({ person }: ShownMember) => {
        const own = person.identifiers.filter(({ type }) => type === kind).map(({ value }) => value);
        return own.length > 1 ? own : own[0];
      },
    })),
    ...attributes.map((name) => ({
      name: `attributes.${name}`,
      take: ({ person }: ShownMember) =>
        Object.hasOwn(person.attributes, name) ? person.attributes[name] : undefined,
    })),
  ];
}
