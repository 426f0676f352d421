// How many people are in two segments at once.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import { parseQuery } from '../../platform/http/index.ts';
import type { Access } from '../../respect/access/index.ts';
import { listNewest } from '../definitions/index.ts';
import { countOverlap } from './olap.ts';

export const overlapQuery = z.object({
  names: z.string().min(1).max(2000).describe('Names of segments with commas between them, at most 20.'),
});
const segmentsMax = 20;

type Deps = { access: Access; clickhouse: ClickHouse };

export function registerOverlapRoute(app: FastifyInstance, { access, clickhouse }: Deps): void {
  app.get('/api/segments/overlap', async (request) => {
    const { names } = parseQuery(overlapQuery, request.query);
    const { scope } = await access.permit(request, 'segments:read');
    const wanted = [...new Set(names.split(','))].slice(0, segmentsMax);
    const all = await listNewest(scope);
    const found = all.filter(({ kind, name }) => kind === 'segment' && wanted.includes(name));
    const nameOf = new Map(found.map(({ id, name }) => [id, name]));
    const counted = await countOverlap(clickhouse, scope.workspaceId, [...nameOf.keys()]);
    const sizes = Object.fromEntries(found.map(({ name }) => [name, 0]));
    const pairs: { names: (string | undefined)[]; both: number }[] = [];
    for (const { first, second, both } of counted)
      if (first === second) sizes[nameOf.get(first) as string] = both;
      else pairs.push({ names: [nameOf.get(first), nameOf.get(second)], both });
    return { sizes, pairs };
  });
}
