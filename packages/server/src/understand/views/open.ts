// What views keep while the server runs: who watches, and answers that serve all who look for a moment.
import type { Clock } from '../../platform/clock/index.ts';
import { type Lists, openLists } from './objects.ts';
import { openRankings, type Rankings } from './ranking.ts';
import { openStreams, type Streams } from './streams.ts';

export type ChangedObject = { type: string; id: string; profileId: number | null };

export type Views = {
  rankings: Rankings;
  lists: Lists;
  streams: Streams;
  /** Objects of the catalog were told of, or removed. */
  catalogChanged(workspaceId: number, objects: readonly ChangedObject[]): void;
  close(): void;
};

export function openViews({ clock }: { clock: Clock }): Views {
  const [rankings, lists, streams] = [openRankings(), openLists(), openStreams(() => clock.nowMs())];
  return {
    ...{ rankings, lists, streams },
    catalogChanged(workspaceId, objects) {
      lists.changed(workspaceId, new Set(objects.map(({ type }) => type)));
      streams.objectsChanged(
        workspaceId,
        objects.map(({ type, id }) => `${type}:${id}`),
      );
      const people = objects.flatMap(({ profileId }) => profileId ?? []);
      streams.peopleChanged(workspaceId, people);
    },
    close: streams.close,
  };
}
