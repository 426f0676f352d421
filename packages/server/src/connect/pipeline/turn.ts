// A turn of the pipeline for somebody else: work on the graph and on profiles that must not run beside a batch.
//
// It takes the same lock, has a batch number and ids of its own, and what the event store has to know waits in
// `append_batches` like any batch. The resolving thread sees that a batch went by without it, and forgets what it
// remembered, unless the turn left everybody's identity as it was.
import type { Clock } from '../../platform/clock/index.ts';
import type { Database, Transaction } from '../../platform/postgres/index.ts';
import type { AppendBatch } from './append.ts';
import { openIds } from './batch-ids.ts';
import { advancePosition, lockPosition } from './position.ts';
import { keepForAppend } from './resolve.ts';

export type Turn = { tx: Transaction; makeId: () => number; at: Date; version: number };

/** What came of a turn: the answer, and the rows of profiles that ClickHouse needs, as lines of JSON. */
export type TurnResult<Answer> = {
  answer: Answer;
  profileLines: string[];
  keepsIdentity?: boolean;
  /** It made no id, and changed nobody: it only had to be between two batches. */
  needsNoBatch?: boolean;
};

/** Does the work, or only finds out what it would do: then nothing stays. */
export async function takeTurn<Answer>(
  { db, clock }: { db: Database; clock: Clock },
  work: (turn: Turn) => Promise<TurnResult<Answer>>,
  stays: boolean,
  push: (batch: AppendBatch) => void,
): Promise<Answer> {
  const undo = new Error('The turn was a preview');
  const done: { result?: TurnResult<Answer>; batch?: AppendBatch } = {};
  try {
    await db.transaction(async function turn(tx) {
      const position = await lockPosition(tx);
      const batchId = position.batch_id + 1;
      const at = clock.now();
      done.result = await work({ tx, at, makeId: openIds(batchId), version: batchId });
      if (!stays) throw undo;
      if (done.result.needsNoBatch === true) return;
      done.batch = toBatch(batchId, done.result.profileLines);
      await keepForAppend(tx, done.batch, done.result.profileLines.length, at);
      const since = position.identity_since ?? position.batch_id;
      const identitySince = done.result.keepsIdentity === true ? since : null;
      await advancePosition(tx, { ...position, batch_id: batchId, identity_since: identitySince });
    });
  } catch (error) {
    if (error !== undo) throw error;
  }
  if (done.batch !== undefined) push(done.batch);
  return (done.result as TurnResult<Answer>).answer;
}

/** Of no request: it must not move how far requests have come. */
const toBatch = (batchId: number, profileLines: string[]): AppendBatch => ({
  ...{ batchId, lastSeq: 0, stored: 0, events: Buffer.alloc(0) },
  profiles: Buffer.from(profileLines.join('\n')),
});
