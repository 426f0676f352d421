// Who is here, as far as this browser knows: kept only while the person permits it.
import { makeId } from './message.ts';
import type { Store } from './store.ts';

export type Ids = { anonymousId: string; userId?: string | undefined };
export type Identity = ReturnType<typeof openIdentity>;

const name = 'id';

export function openIdentity(store: Store) {
  function find(): Ids | undefined {
    const ids = store.read(name) as Ids | undefined;
    return ids?.anonymousId ? ids : undefined;
  }
  function set(ids: Ids): Ids {
    store.set(name, JSON.stringify(ids));
    return ids;
  }
  return {
    find,
    /** Ask only with permission: it makes an id where there is none. */
    get: (): Ids => find() ?? set({ anonymousId: makeId() }),
    set,
    remove: () => store.remove(name),
  };
}
