// Objects of the catalog as a field: those that belong to the person, those that are meant for them, and lists for everybody.
import { segmentReference, type ViewFieldOf } from '@rapport/protocol';
import { eachObject, type SeenObject, seeOfNobody, type WithheldField } from '../../connect/catalog/index.ts';
import { passes } from '../compile/index.ts';
import { addWithheld, collect, showObjects, withheldNothing } from './joins.ts';
import { type Found, latestOf, nothing } from './model.ts';
import { isOfPerson, type PersonViewing, type Viewing } from './viewing.ts';

type Field = ViewFieldOf<'objects'>;

/** Those that belong to the person. What may not be seen is not tested either: the answer would tell it. */
export async function findOwnObjects(field: Field, viewing: PersonViewing): Promise<Found> {
  const type = await viewing.types.find(field.objects);
  if (type === undefined) return nothing;
  const own = await viewing.listOwn(type);
  return show(field, choose(field, own.seen, viewing.at), viewing, own.withheld);
}

function choose({ where, order }: Field, objects: readonly SeenObject[], momentMs: number): SeenObject[] {
  const passing = objects.filter(({ fields }) =>
    where.every(({ field, ...test }) => passes(fields.get(field)?.v ?? null, test, momentMs)),
  );
  return order === undefined ? passing : passing.toSorted((x, y) => compare(x, y, order));
}

/** Numbers before texts, and what is missing last. */
function compare(x: SeenObject, y: SeenObject, { by, largest }: NonNullable<Field['order']>): number {
  const [a, b] = [x.fields.get(by)?.v ?? null, y.fields.get(by)?.v ?? null];
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  const ascending = typeof a === 'number' ? a - (b as number) : String(a) < String(b) ? -1 : Number(a !== b);
  return largest ? -ascending : ascending;
}

/** `hidden`: what is withheld of objects of which nothing is seen. */
async function show(
  field: Field,
  objects: readonly SeenObject[],
  viewing: Viewing,
  hidden: readonly WithheldField[] = [],
): Promise<Found> {
  const withheld = withheldNothing();
  addWithheld(withheld.denied, hidden, field.show, field.name);
  const value = await showObjects(objects.slice(0, field.at_most), field, {
    ...{ under: field.name, withheld, viewing },
  });
  return {
    shown: { value, updated_at: latestOf(value.flatMap(({ updated_at }) => updated_at ?? [])), origin: null },
    ...withheld,
  };
}

/**
 * Lists of objects that belong to nobody. The whole type is read, so what was read a moment ago serves all who ask, until an object
 * of the type changes; while changes keep coming, reading takes a fifth of the time at most.
 */
export type Lists = {
  find(field: Field, viewing: Viewing): Promise<Found>;
  /** Objects of these types changed. */
  changed(workspaceId: number, types: Iterable<string>): void;
};

type Kept = {
  workspaceId: number;
  type: string;
  atMs: number;
  tookMs: number;
  stale: boolean;
  objects: Promise<SeenObject[]>;
};

const freshMs = 10_000;
const keptMax = 200;
/** So many that pass the tests are looked at for the segments of a person. */
const candidatesMax = 1000;

export function openLists(): Lists {
  const kept = new Map<string, Kept>();

  function findCandidates(field: Field, viewing: Viewing): Promise<SeenObject[]> {
    const { workspaceId } = viewing.scope;
    const { objects: type, of, where, order, at_most } = field;
    const key = JSON.stringify([workspaceId, type, of, where, order, at_most]);
    const found = kept.get(key);
    if (found !== undefined && isFresh(found, performance.now())) return found.objects;
    const startedAt = performance.now();
    const objects = readCandidates(field, viewing);
    const made: Kept = { ...{ workspaceId, type, objects, stale: false }, atMs: startedAt, tookMs: 0 };
    kept.set(key, made);
    if (kept.size > keptMax) kept.delete(kept.keys().next().value as string);
    objects.then(
      () => {
        made.atMs = performance.now();
        made.tookMs = made.atMs - startedAt;
      },
      () => kept.delete(key),
    );
    return objects;
  }

  return {
    async find(field, viewing) {
      const candidates = await findCandidates(field, viewing);
      if (field.of === 'everybody' || !isOfPerson(viewing)) return show(field, candidates, viewing);
      const type = await viewing.types.find(field.objects);
      const paths = (type?.references ?? [])
        .filter(({ to }) => to === segmentReference)
        .map(({ path }) => path);
      const own = new Set(viewing.person.segments.map(({ name }) => name));
      const isMeant = ({ fields }: SeenObject): boolean => {
        const segments = paths.flatMap((path) => collect(fields, path));
        return segments.length === 0 || segments.some((name) => own.has(name));
      };
      return show(field, candidates.filter(isMeant), viewing);
    },
    changed(workspaceId, types) {
      const names = new Set(types);
      for (const one of kept.values())
        if (one.workspaceId === workspaceId && names.has(one.type)) one.stale = true;
    },
  };
}

function isFresh({ atMs, tookMs, stale }: Kept, now: number): boolean {
  return now - atMs < (stale ? 4 * tookMs : freshMs);
}

/** What passes, in order, no more than is needed. */
async function readCandidates(field: Field, viewing: Viewing): Promise<SeenObject[]> {
  const type = await viewing.types.find(field.objects);
  // Of people nothing is told to everybody.
  if (type === undefined || type.of_person) return [];
  const most = field.of === 'everybody' ? field.at_most : candidatesMax;
  let best: SeenObject[] = [];
  for await (const page of eachObject(viewing.scope, type.name)) {
    const some = choose(field, page.map(seeOfNobody), viewing.at);
    if (some.length > 0) best = inOrder(field, [...best, ...some]).slice(0, most);
  }
  return best;
}

const inOrder = ({ order }: Field, objects: readonly SeenObject[]): SeenObject[] =>
  objects.toSorted((x, y) =>
    order === undefined ? Number(y.atMs) - Number(x.atMs) || (x.id < y.id ? -1 : 1) : compare(x, y, order),
  );
