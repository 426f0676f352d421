// The API of names, for whoever writes definitions: which events, properties and attributes there are.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import { parseQuery } from '../../platform/http/index.ts';
import type { Access } from '../../respect/access/index.ts';
import { listAttributeNames } from './attributes.ts';
import type { Name } from './kinds.ts';
import { listEventNames } from './olap.ts';
import { listPropertyNames } from './properties.ts';

const q = z.string().max(200).default('').describe('Part of the name; upper and lower case mean the same.');

export const eventNamesQuery = z.object({ q });
export const propertyNamesQuery = z.object({
  event: z.string().max(500).optional().describe('Name of an event, exactly; of any event without it.'),
  q,
});
export const attributeNamesQuery = z.object({ q });

type Deps = { access: Access; clickhouse: ClickHouse };

const namesMax = 50;

export function registerVocabularyRoutes(app: FastifyInstance, { access, clickhouse }: Deps): void {
  app.get('/api/events/names', async (request) => {
    const query = parseQuery(eventNamesQuery, request.query);
    const { scope } = await access.permit(request, 'events:read');
    const items = await listEventNames(clickhouse, scope.workspaceId, { q: query.q, limit: namesMax });
    return { items, next_cursor: null };
  });

  app.get('/api/properties', async (request) => {
    const { event, q: part } = parseQuery(propertyNamesQuery, request.query);
    const { scope } = await access.permit(request, 'events:read');
    // An empty name is what a form sends that asks for any.
    const names = await listPropertyNames({ scope, clickhouse }, event === '' ? undefined : event);
    return { items: choose(names, part), next_cursor: null };
  });

  app.get('/api/attributes', async (request) => {
    const { q: part } = parseQuery(attributeNamesQuery, request.query);
    const { scope } = await access.permit(request, 'profiles:read');
    return { items: choose(await listAttributeNames({ scope, clickhouse }), part), next_cursor: null };
  });
}

/** In the order of the alphabet. */
const choose = (names: readonly Name[], part: string): Name[] =>
  names
    .filter(({ name }) => name.toLowerCase().includes(part.toLowerCase()))
    .sort((x, y) => x.name.localeCompare(y.name, 'en'))
    .slice(0, namesMax);
