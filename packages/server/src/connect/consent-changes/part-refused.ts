// Whoever refuses by a message to be recognised across devices is parted from them, as by a call of the API.
import type { Database } from '../../platform/postgres/index.ts';
import { listWorkspacesRefusingLinks, takeLinkRefusals } from '../permissions/index.ts';
import type { Pipeline } from '../pipeline/index.ts';
import { partDevices } from './part.ts';

/** So many people in one turn: the pipeline waits meanwhile. */
const peopleMax = 50;

/** Parts all who wait for it. What fails stays, for the next time. */
export async function partRefused(db: Database, { takeTurn }: Pick<Pipeline, 'takeTurn'>): Promise<void> {
  for (const workspaceId of await listWorkspacesRefusingLinks(db)) {
    let left = true;
    while (left)
      left = await takeTurn(async function part(turn) {
        const scope = { db: turn.tx, workspaceId };
        const people = await takeLinkRefusals(scope, peopleMax);
        const lines: string[] = [];
        for (const profileId of people) lines.push(...(await partDevices(turn, scope, profileId, 'message')));
        return { answer: people.length > 0, profileLines: lines, keepsIdentity: lines.length === 0 };
      }, true);
  }
}
