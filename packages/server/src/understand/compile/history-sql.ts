// What an attribute was, as SQL.
import { parsePath } from '@rapport/protocol';
import type { Definition } from './definition-sql.ts';
import { insideSql, nowhere } from './value-sql.ts';

/** Array((ms, JSON text, permissions)): what the attribute was up to the moment, oldest first. */
export function historySql(path: string, { asking, column, collectedWith }: Definition) {
  const [name = '', ...inside] = parsePath(path);
  const moment = asking.bind('Int64', asking.momentMs);
  const isOwn = path === nowhere ? '0' : `h.1 = ${asking.bind('String', name)} and h.2 <= ${moment}`;
  const own = `arrayFilter(h -> ${isOwn}, attribute_history)`;
  return {
    past: column(`arrayMap(h -> (h.2, h.3, h.4), ${own})`),
    jsonOf: (entry: string): string =>
      insideSql(asking.bind, `if(${collectedWith(`${entry}.3`)}, ${entry}.2, '')`, inside),
  };
}
