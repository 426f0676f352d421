// News inside the process: which objects changed, for whoever shows them while they do.
import type { CatalogChange } from './tell.ts';

export type CatalogListener = (workspaceId: number, changes: readonly CatalogChange[]) => void;

export type CatalogNews = {
  /** Gives the function that ends it. */
  onCatalogChanged(listener: CatalogListener): () => void;
  /** What the database has: never before the commit. */
  tell: CatalogListener;
};

export function openCatalogNews(): CatalogNews {
  const listeners = new Set<CatalogListener>();
  return {
    onCatalogChanged(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell(workspaceId, changes) {
      if (changes.length > 0) for (const listener of listeners) listener(workspaceId, changes);
    },
  };
}
