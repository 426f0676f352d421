// The last resort against a request that fails every time: set it aside whole, so that it cannot hold up the others.
import { zstdDecompressSync } from 'node:zlib';
import { listRequestsAfter } from '../inbox/index.ts';
import { recordQuarantined } from '../quarantine/index.ts';
import { advancePosition, lockPosition } from './position.ts';
import type { ResolveDeps } from './resolve.ts';

/** Moves the next request into quarantine, undecided. */
export async function skipRequest({ db }: ResolveDeps): Promise<void> {
  await db.transaction(async (tx) => {
    const position = await lockPosition(tx);
    const [row] = await listRequestsAfter(tx, position.resolved_seq, 1);
    if (row === undefined) return;
    const body = zstdDecompressSync(row.body).toString('utf8').replaceAll('\0', '\ufffd');
    await recordQuarantined(tx, [
      {
        workspaceId: row.workspace_id,
        sourceId: row.source_id,
        seq: row.seq,
        place: 0,
        reason: 'not_processable',
        receivedMs: row.received_at.getTime(),
        envelope: row.envelope,
        messageId: null,
        type: null,
        body,
      },
    ]);
    await advancePosition(tx, {
      ...position,
      resolved_seq: row.seq,
      quarantined: position.quarantined + row.message_count,
    });
  });
}
