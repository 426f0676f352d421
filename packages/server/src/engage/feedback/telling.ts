// Events of ours go the way of all others: by the inbox, without those who must not be collected, from a source of their own.
import type { Withholding } from '../../connect/collect/index.ts';
import { type Inbox, packBody } from '../../connect/inbox/index.ts';
import { ensureEngageSource } from '../../connect/sources/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import type { TrackedEvent } from './events.ts';

export type TellingDeps = {
  db: Database;
  clock: Clock;
  inbox: Pick<Inbox, 'append'>;
  withholding: Withholding;
};

export type Telling = {
  /** Resolves when they are kept. Told again they are the same events: each has its own id. */
  tell(workspaceId: number, events: readonly TrackedEvent[]): Promise<void>;
};

const perRequest = 500;

export function openTelling({ db, clock, inbox, withholding }: TellingDeps): Telling {
  const sources = new Map<number, Promise<number>>();
  function sourceOf(workspaceId: number): Promise<number> {
    const known = sources.get(workspaceId);
    if (known !== undefined) return known;
    const made = ensureEngageSource({ db, workspaceId }, clock);
    sources.set(workspaceId, made);
    made.catch(() => sources.delete(workspaceId));
    return made;
  }

  async function append(workspaceId: number, batch: readonly TrackedEvent[]): Promise<void> {
    const sourceId = await sourceOf(workspaceId);
    const body = { batch };
    const rest = withholding.isNeeded(workspaceId)
      ? await withholding.findRest({ workspaceId, sourceId, kind: 'batch', body })
      : undefined;
    if (rest?.messageCount === 0) return;
    await inbox.append({
      ...{ workspaceId, sourceId, receivedAtMs: clock.nowMs(), envelope: { kind: 'batch' } },
      messageCount: rest?.messageCount ?? batch.length,
      body: packBody(rest?.json ?? Buffer.from(JSON.stringify(body))),
    });
  }

  return {
    async tell(workspaceId, events) {
      for (let from = 0; from < events.length; from += perRequest)
        await append(workspaceId, events.slice(from, from + perRequest));
    },
  };
}
