// Tells those who watch views which objects of the catalog changed, and whose they are.
import { type CatalogNews, findHolders } from './connect/catalog/index.ts';
import type { Clock } from './platform/clock/index.ts';
import type { Log } from './platform/log/index.ts';
import type { Database } from './platform/postgres/index.ts';
import type { Views } from './understand/views/index.ts';

type Deps = {
  db: Database;
  clock: Clock;
  log: Log;
  catalogNews: Pick<CatalogNews, 'onCatalogChanged'>;
  views: Pick<Views, 'catalogChanged'>;
};

export function watchCatalog({ db, clock, log, catalogNews, views }: Deps): void {
  catalogNews.onCatalogChanged((workspaceId, changes) => {
    const named = changes.flatMap(({ person }) =>
      person === null ? [] : [{ ...person, atMs: clock.nowMs() }],
    );
    const tell = (holders: ReadonlyMap<number, number>): void => {
      let place = -1;
      const objects = changes.map(({ type, id, person }) => {
        if (person !== null) place += 1;
        return { type, id, profileId: person === null ? null : (holders.get(place) ?? null) };
      });
      views.catalogChanged(workspaceId, objects);
    };
    if (named.length === 0) tell(new Map());
    else
      findHolders({ db, workspaceId }, named).then(tell, (error: Error) =>
        log.warn({ err: error }, 'Whose objects changed could not be found out'),
      );
  });
}
