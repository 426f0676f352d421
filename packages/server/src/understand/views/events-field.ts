// What happened with a person lately, from the event store.
import { parsePath, type ViewFieldOf } from '@rapport/protocol';
import { listSourceNames, listTimeline, parseKept, showEvents } from '../../connect/events/index.ts';
import { findPlaces } from '../../connect/identity/index.ts';
import { listCoveredSpans } from '../../respect/gate/index.ts';
import { type Denied, type Found, latestOf } from './model.ts';
import { reach } from './person-fields.ts';
import type { PersonViewing } from './viewing.ts';

export async function findEvents(
  { name: field, events, properties, at_most: limit }: ViewFieldOf<'events'>,
  { scope, clickhouse, profileId, subject, purpose, mask, at }: PersonViewing,
): Promise<Found> {
  const places = await findPlaces(scope, profileId);
  const past = listCoveredSpans(subject, { purpose, at });
  const asked = { workspaceId: scope.workspaceId, purpose, past };
  const filter = events === 'all' ? { limit } : { type: 'track', events, limit };
  const rows = (await listTimeline(clickhouse, asked, places, filter)).slice(0, limit);
  const sources = await listSourceNames(scope);
  const shown = await showEvents(scope, rows, parseKept, { purpose, mask, at });
  const value = shown.map(({ row, message }) => ({
    event: row.event === '' ? row.type : row.event,
    name: row.name === '' ? null : row.name,
    at: row.timestamp,
    source: sources.get(row.source_id) ?? String(row.source_id),
    message_id: row.message_id,
    properties: Object.fromEntries(
      properties.map((path) => [path, reach(message.properties ?? message.traits, parsePath(path))]),
    ),
  }));
  const withheld = (list: 'denied' | 'masked'): Denied[] =>
    properties.flatMap((path) => {
      const place = `properties.${parsePath(path)[0]}`;
      const found = shown.flatMap((one) => one[list]).find((one) => one.field === place);
      return found === undefined ? [] : [{ field: `${field}.${path}`, reason: found.reason }];
    });
  return {
    shown: { value, updated_at: latestOf(value.map((one) => one.at)), origin: null },
    ...{ denied: withheld('denied'), masked: withheld('masked') },
  };
}
