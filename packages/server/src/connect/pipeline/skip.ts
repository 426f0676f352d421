// The last resort against a request that fails every time: set it aside whole, so that it cannot hold up the others.
import { type InboxRow, listRequestsAfter, unpackBody } from '../inbox/index.ts';
import { recordQuarantined } from '../quarantine/index.ts';
import { advancePosition, lockPosition } from './position.ts';
import { keepForAppend, type ResolveDeps, type Resolved } from './resolve.ts';

/**
 * Moves the next request into quarantine, undecided. It makes a batch without events, so that whoever follows the
 * road sees it pass like any other. Undefined when the inbox holds nothing new.
 */
export async function skipRequest({ db, clock }: ResolveDeps): Promise<Resolved | undefined> {
  return db.transaction(async (tx) => {
    const position = await lockPosition(tx);
    const [row] = await listRequestsAfter(tx, position.resolved_seq, 1);
    if (row === undefined) return undefined;
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
        body: toReadable(row.body),
      },
    ]);
    const resolved = toSkipped(row, position.batch_id + 1);
    await keepForAppend(tx, resolved, 0, clock.now());
    await advancePosition(tx, {
      ...position,
      resolved_seq: row.seq,
      batch_id: resolved.batchId,
      quarantined: position.quarantined + row.message_count,
    });
    return resolved;
  });
}

/** The text of the request; of bytes that cannot be unpacked, the bytes in base64. */
function toReadable(body: Buffer): string {
  try {
    return unpackBody(body).toString('utf8').replaceAll('\0', '\ufffd');
  } catch {
    return body.toString('base64');
  }
}

const toSkipped = (row: InboxRow, batchId: number): Resolved => ({
  batchId,
  lastSeq: row.seq,
  requests: 1,
  messages: row.message_count,
  stored: 0,
  duplicates: 0,
  quarantined: row.message_count,
  oldestMs: row.received_at.getTime(),
  signalFaults: [],
  linkRefusals: 0,
  objects: [],
  events: Buffer.alloc(0),
  profiles: Buffer.alloc(0),
});
