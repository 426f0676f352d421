// What one answer asks of the catalog whatever its fields are: the types, and the objects of the person. Each is asked for once.
import {
  type CatalogObject,
  type CatalogTypeRow,
  listCatalogTypes,
  openObjectGate,
  readObjectsOfProfile,
  type SeenObject,
  type WithheldField,
} from '../../connect/catalog/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { PersonViewing } from './viewing.ts';

/** So many of the newest objects of each type that a person has are looked at. */
const ofPersonMax = 500;

/** The types of the catalog, asked for once. */
export type Types = {
  list(): Promise<readonly CatalogTypeRow[]>;
  /** The type of this name, if there is one. */
  find(name: string): Promise<CatalogTypeRow | undefined>;
};

/** `edition`: of the types, if it is known by the time that they are asked for. */
export function openTypes(scope: Scope, edition: () => number | undefined): Types {
  let types: Promise<readonly CatalogTypeRow[]> | undefined;
  function list(): Promise<readonly CatalogTypeRow[]> {
    types ??= listCatalogTypes(scope, undefined, edition());
    return types;
  }
  return { list, find: async (name) => (await list()).find((one) => one.name === name) };
}

export type OwnObjects = {
  /** The newest first, as they may be seen. */
  seen: SeenObject[];
  /** Why nothing is seen of others, by field. */
  withheld: WithheldField[];
};
/** The objects of the person of this type. */
export type ListOwn = (type: CatalogTypeRow) => Promise<OwnObjects>;

/** `foreseen`: types of which some will be asked for, read together with the first. */
export function openOwnObjects(
  viewing: Omit<PersonViewing, 'listOwn'>,
  foreseen: readonly string[],
): ListOwn {
  const { scope, profileId } = viewing;
  async function read(types: readonly string[]): Promise<CatalogObject[]> {
    const known = await viewing.types.list();
    const asked = { types, limitEach: ofPersonMax, known };
    const { objects, identifiers } = await readObjectsOfProfile(scope, profileId, asked);
    if (identifiers !== undefined) viewing.same.confirm(identifiers);
    return objects;
  }
  const byType = new Map<string, ReturnType<typeof read>>();
  return async (type) => {
    if (!byType.has(type.name)) {
      const names = foreseen.includes(type.name) ? [...new Set(foreseen)] : [type.name];
      const all = read(names);
      for (const name of names) byType.set(name, all);
    }
    const own = (await byType.get(type.name)) ?? [];
    const { see } = openObjectGate(type, viewing);
    const all = own.filter((one) => one.type === type.name).map((one) => see(viewing.subject, one));
    return {
      seen: all.filter(({ isSeen }) => isSeen),
      withheld: all.flatMap(({ isSeen, denied }) => (isSeen ? [] : denied)),
    };
  };
}
