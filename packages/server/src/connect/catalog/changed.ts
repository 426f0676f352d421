// News inside the process: which objects changed, for whoever shows them while they do.
import type { CatalogChange } from './tell.ts';

export type CatalogListener = (workspaceId: number, changes: readonly CatalogChange[]) => void;

export type CatalogNews = {
  /** Gives the function that ends it. */
  onCatalogChanged(listener: CatalogListener): () => void;
  /** Some objects may have changed of which nobody will be told. Gives the function that ends it. */
  onCatalogMissed(listener: () => void): () => void;
  /** What the database has: never before the commit. */
  tell: CatalogListener;
  /** News were lost with the thread that had them. */
  tellMissed(): void;
};

export function openCatalogNews(): CatalogNews {
  const listeners = new Set<CatalogListener>();
  const missing = new Set<() => void>();
  return {
    onCatalogChanged(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onCatalogMissed(listener) {
      missing.add(listener);
      return () => void missing.delete(listener);
    },
    tellMissed() {
      for (const listener of missing) listener();
    },
    tell(workspaceId, changes) {
      if (changes.length > 0) for (const listener of listeners) listener(workspaceId, changes);
    },
  };
}
