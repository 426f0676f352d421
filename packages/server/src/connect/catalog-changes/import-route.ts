// The API of importing files of objects.
import type { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { parseQuery } from '../../platform/http/index.ts';
import type { Access } from '../../respect/access/index.ts';
import type { CatalogNews } from '../catalog/index.ts';
import { importObjects } from './import.ts';
import { openCall } from './said.ts';
import type { Stopping } from './stopped.ts';

export const catalogImportQuery = z.object({
  unknown_fields: z
    .enum(['refuse', 'ignore'])
    .default('refuse')
    .describe('What happens to a row that has fields which the type has not.'),
});

type Deps = { access: Access; clock: Clock; catalogNews: CatalogNews; suppressions: Stopping };

/** The body is the file itself: nothing may parse it, and it may have any size. */
export function registerCatalogImportRoute(
  app: FastifyInstance,
  { access, clock, catalogNews, suppressions }: Deps,
): void {
  app.register(async function importScope(scoped) {
    scoped.removeAllContentTypeParsers();
    scoped.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scoped.post<{ Params: { type: string } }>('/api/catalog/import/:type', async (request) => {
      const { scope, principal } = await access.permit(request, 'catalog:write');
      const { unknown_fields: unknown } = parseQuery(catalogImportQuery, request.query);
      const by = `${principal.kind}:${principal.id}`;
      const call = await openCall(scope.db);
      const teller = {
        kind: 'import',
        by,
        now: clock.now(),
        call,
        ignoreUnknown: unknown === 'ignore',
      } as const;
      const body = (request.body as Readable | undefined) ?? request.raw;
      return importObjects(scope, request.params.type, body, teller, { news: catalogNews, suppressions });
    });
  });
}
