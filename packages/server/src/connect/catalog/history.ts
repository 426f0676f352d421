// What was told of an object before, the newest first: what stands, and what does not any more.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { findSlugs } from '../sources/index.ts';
import { claimOf } from './claims.ts';
import { isOfKind } from './kinds.ts';
import { type TellingOrigin, type ToldField, toOrigin } from './read.ts';
import type { Telling } from './telling.ts';
import type { CatalogTypeRow } from './types-store.ts';

export type HistoryPlace = { t: number; m: string };
export type PastTelling = {
  place: HistoryPlace;
  origin: TellingOrigin;
  removed: boolean;
  person: { type: string; value: string; atMs: number } | null;
  fields: Map<string, ToldField>;
};

/** One more than `limit` where there are more. `standing`: what stands of the object. */
export async function listPast(
  { db, workspaceId }: Scope<Queryable>,
  type: CatalogTypeRow,
  { id, standing }: { id: string; standing: readonly Telling[] },
  { limit, before }: { limit: number; before: HistoryPlace | undefined },
): Promise<PastTelling[]> {
  const rows = await db.query<{ told: Telling }>(
    `select told from catalog_history
     where workspace_id = $1 and type_id = $2 and object_id = $3
       and ($4::timestamptz is null or (at, message_id) < ($4, $5))
     order by at desc, message_id desc limit $6`,
    [
      workspaceId,
      type.id,
      id,
      before === undefined ? null : new Date(before.t),
      before?.m ?? null,
      limit + 1,
    ],
    'list_object_history',
  );
  const earlier = before === undefined ? standing : standing.filter((one) => compare(one, before) < 0);
  const all = joinPlaces([...rows.map(({ told }) => told), ...earlier])
    .sort((one, other) => compare(other, one))
    .slice(0, limit + 1);
  const slugs = await findSlugs(
    { db, workspaceId },
    all.flatMap(({ o, s }) => (o === undefined ? [s] : [])),
  );
  return all.map((by) => ({
    place: { t: by.t, m: by.m },
    origin: toOrigin(by, slugs),
    removed: by.x === true,
    person: by.w === undefined ? null : { type: by.w[0], value: by.w[1], atMs: by.t },
    fields: toFields(type, by, toOrigin(by, slugs)),
  }));
}

const compare = (one: HistoryPlace, other: HistoryPlace): number =>
  one.t - other.t || (one.m < other.m ? -1 : one.m > other.m ? 1 : 0);

/** Of one telling some fields may stand, and others not. */
function joinPlaces(all: readonly Telling[]): Telling[] {
  const byPlace = new Map<string, Telling>();
  for (const one of all) {
    const place = `${one.t} ${one.s} ${one.x === true} ${claimOf(one)}\t${one.m}`;
    const known = byPlace.get(place);
    byPlace.set(place, known === undefined ? one : { ...known, ...one, v: { ...known.v, ...one.v } });
  }
  return [...byPlace.values()];
}

/** With what was removed: `null`. Fields that the type does not have any more are left out. */
function toFields({ fields }: CatalogTypeRow, by: Telling, origin: TellingOrigin): Map<string, ToldField> {
  const p = by.p === undefined ? null : BigInt(by.p);
  return new Map(
    Object.entries(by.v).flatMap(([name, v]): [string, ToldField][] => {
      const kind = Object.hasOwn(fields, name) ? fields[name]?.kind : undefined;
      const isShown = kind !== undefined && (v === null || isOfKind(kind, v));
      return isShown ? [[name, { v, t: by.t, origin, p }]] : [];
    }),
  );
}
