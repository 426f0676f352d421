// Follows the catalog: news of changed objects, until it is known whether any definition finds others by them.
//
// Orders tell of products with every batch, and mostly say what is known. So the objects that changed are looked at first, many
// of them together, and definitions are computed anew only where their look-ups find something else.

import type { Log } from '../../platform/log/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import { haveLookUpsMoved, noteCatalogChanges, noteMissedChanges } from '../look-ups/index.ts';

export type Following = {
  note(workspaceId: number, changes: readonly { type: string; id: string }[]): void;
  /** News were lost. */
  noteMissed(): void;
  isIdle(): boolean;
  finished(): Promise<void>;
};

/** `onMoved`: definitions find something else. `onFollowed`: all news are looked at. */
export function openFollowing(
  { db, log }: { db: Database; log: Log },
  { onMoved, onFollowed }: { onMoved: () => void; onFollowed: () => void },
): Following {
  const noted = new Set<number>();
  let running: Promise<void> | undefined;

  async function follow(): Promise<void> {
    while (noted.size > 0) {
      const workspaceIds = [...noted];
      noted.clear();
      for (const workspaceId of workspaceIds) if (await haveMoved(workspaceId)) onMoved();
    }
  }

  /** What could not be found out may be so: whoever computes definitions looks again, and waits where it fails. */
  async function haveMoved(workspaceId: number): Promise<boolean> {
    try {
      return await haveLookUpsMoved({ db, workspaceId });
    } catch (error) {
      log.warn({ err: error }, 'What definitions look up in the catalog is read again');
      return true;
    }
  }

  function start(): void {
    running ??= follow().finally(() => {
      running = undefined;
      if (noted.size > 0) start();
      else onFollowed();
    });
  }

  return {
    note(workspaceId, changes) {
      if (!noteCatalogChanges({ db, workspaceId }, changes)) return;
      noted.add(workspaceId);
      start();
    },
    noteMissed() {
      for (const workspaceId of noteMissedChanges(db)) noted.add(workspaceId);
      if (noted.size > 0) start();
    },
    isIdle: () => running === undefined,
    finished: async () => running,
  };
}
