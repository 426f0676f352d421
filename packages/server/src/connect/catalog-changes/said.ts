// What a company says of objects itself, by the API or in a file: checked, given its place among all tellings, and taken in.
import { AppError, parseDate } from '@rapport/protocol';
import type { Database, Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import {
  type CatalogChange,
  type CatalogNews,
  type CatalogTypeRow,
  findExcessBytes,
  findObject,
  findProblems,
  getCatalogType,
  holdTypes,
  idSentence,
  memoryOf,
  type ObjectTelling,
  openPermit,
  personSentence,
  type Telling,
  tellObjects,
  tellTooLarge,
  toObjectId,
  toObjectPerson,
  withoutUnknown,
} from '../catalog/index.ts';
import { listStopped, type Stopping, stoppedSentence } from './stopped.ts';

/** Of one object, as it was sent: nothing of it is checked. */
export type Said = { place: number; id: unknown; fields: unknown; person?: unknown; at?: unknown };
export type Reject = { place: number; id: string | null; problem: string };
export type Teller = {
  kind: 'api' | 'import';
  /** `api_key:` or `member:` and an id. */
  by: string;
  now: Date;
  /** Orders this call among all. */
  call: string;
  ignoreUnknown: boolean;
};
export type Deps = { news: Pick<CatalogNews, 'tell'>; suppressions: Stopping };

/** Times that lie further ahead would win over all that is said until then. */
const aheadMsMax = 24 * 3600 * 1000;

/** What comes later in `said` wins over what comes before it. Safe to repeat. */
export async function tellSaid(
  scope: Scope<Database>,
  typeName: string,
  said: readonly Said[],
  teller: Teller,
  { news, suppressions }: Deps,
): Promise<{ stored: number; rejects: Reject[] }> {
  const stopped = await listStopped(suppressions, scope, typeName, said);
  const open = stopped.size === 0 ? said : said.filter((one) => !stopped.has(one));
  const { changes, stored, rejects } = await again(() =>
    scope.db.transaction((tx) => tellInside({ ...scope, db: tx }, scope.db, typeName, open, teller)),
  );
  news.tell(scope.workspaceId, changes);
  for (const { id, place } of stopped) rejects.push({ place, id: toShownId(id), problem: stoppedSentence });
  return { stored, rejects };
}

async function tellInside(
  scope: Scope<Queryable>,
  db: Database,
  typeName: string,
  said: readonly Said[],
  teller: Teller,
): Promise<{ stored: number; rejects: Reject[]; changes: CatalogChange[] }> {
  await holdTypes(scope);
  const type = await getCatalogType(scope, typeName, memoryOf(db));
  const rejects: Reject[] = [];
  const told: ObjectTelling[] = [];
  const places: { id: string; place: number }[] = [];
  for (const one of said) {
    const read = readSaid(type, one, teller);
    if (typeof read === 'string') rejects.push({ place: one.place, id: toShownId(one.id), problem: read });
    else {
      told.push(read);
      places.push({ id: read.id, place: one.place });
    }
  }
  const permit = type.of_person ? { permit: openPermit(scope, teller.now) } : {};
  const { changes, tooLarge } = await tellObjects(scope, told, permit);
  const bytesOf = new Map(tooLarge.map(({ id, bytes }) => [id, bytes]));
  for (const { id, place } of bytesOf.size === 0 ? [] : places) {
    const bytes = bytesOf.get(id);
    if (bytes !== undefined) rejects.push({ place, id, problem: tellTooLarge(bytes) });
  }
  return { stored: said.length - rejects.length, rejects, changes };
}

const toShownId = (id: unknown): string | null => (typeof id === 'string' ? id.slice(0, 80) : null);

/** The telling, or a sentence that says what is wrong with it. */
export function readSaid(type: CatalogTypeRow, said: Said, teller: Teller): ObjectTelling | string {
  const id = toObjectId(said.id);
  if (id === undefined) return idSentence;
  if (!isObject(said.fields)) return 'Send `fields`: an object with the fields that change.';
  const given = teller.ignoreUnknown ? withoutUnknown(type, said.fields) : said.fields;
  const problems = findProblems(type, given);
  if (problems.length > 0) return problems.map(({ field, problem }) => `${field}: ${problem}`).join(' ');
  const bytes = findExcessBytes(given);
  if (bytes !== undefined) return tellTooLarge(bytes);
  const at = readAt(said.at, teller.now);
  if (typeof at === 'string') return at;
  const telling: Telling = {
    ...{ t: at, k: 1, s: 0, m: toMessage(teller.call, said.place), o: teller.kind, b: teller.by },
    v: { ...given },
  };
  if (said.person === undefined || said.person === null) return { type, id, telling };
  if (!type.of_person) return `Objects of the type "${type.name}" belong to nobody: leave out \`person\`.`;
  const { person } = said;
  const isNamed = isObject(person) && typeof person.type === 'string' && typeof person.value === 'string';
  const named = isNamed
    ? toObjectPerson({ type: person.type as string, value: person.value as string })
    : undefined;
  if (named === undefined) return personSentence;
  return { type, id, telling: { ...telling, w: [named.type, named.value] } };
}

function readAt(at: unknown, now: Date): number | string {
  if (at === undefined || at === null) return now.getTime();
  const ms = parseDate(at);
  if (ms === undefined) return 'at: Send a date such as 2026-11-27T08:00:00+01:00, or leave it out.';
  return ms > now.getTime() + aheadMsMax ? 'at: It lies more than 24 hours ahead.' : ms;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Compared as text: both parts have one length. */
const toMessage = (call: string, place: number): string => `${call}.${place.toString(36).padStart(6, '0')}`;

export async function openCall(db: Queryable): Promise<string> {
  const [row] = await db.query<{ call: number }>(
    `select nextval('catalog_calls') as call`,
    [],
    'next_catalog_call',
  );
  return Number(row?.call).toString(36).padStart(8, '0');
}

/** Removes the object: a telling like others. Throws `object_not_found`. */
export async function tellRemoval(
  scope: Scope<Database>,
  typeName: string,
  id: string,
  { by, now, call }: Pick<Teller, 'by' | 'now' | 'call'>,
  { news }: Pick<Deps, 'news'>,
): Promise<void> {
  const changes = await again(() =>
    scope.db.transaction(async (tx) => {
      const own = { ...scope, db: tx };
      await holdTypes(own);
      const type = await getCatalogType(own, typeName, memoryOf(scope.db));
      const standing = await findStanding(own, type, id);
      // Whatever was told ahead of time goes too.
      const t = Math.max(now.getTime(), ...standing.map((one) => one.t));
      const telling: Telling = { t, k: 1, s: 0, m: toMessage(call, 0), o: 'api', b: by, x: true, v: {} };
      return (await tellObjects(own, [{ type, id, telling }])).changes;
    }),
  );
  news.tell(scope.workspaceId, changes);
}

async function findStanding(
  scope: Scope<Queryable>,
  type: CatalogTypeRow,
  id: string,
): Promise<readonly Telling[]> {
  const found = await findObject(scope, type, id);
  if (found === undefined) throw noObject(type.name, id);
  return found.standing;
}

export const noObject = (type: string, id: string): AppError =>
  new AppError('object_not_found', `There is no ${type} with the id "${id.slice(0, 80)}".`);

const triesMax = 5;

/** Writers who wait for each other in a circle: PostgreSQL ends one of them, whose work was undone. */
async function again<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const isCircle = (error as { code?: unknown }).code === '40P01';
      if (!isCircle || tries === triesMax) throw error;
    }
  }
}
