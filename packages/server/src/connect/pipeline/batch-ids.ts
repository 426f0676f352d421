// Ids are made from batch numbers, so that nothing has to ask the database for them (docs/decisions/0005).

/**
 * Ids for the largest batch: one message short of `batchMessagesMax`, and then a request of 10,000 messages of history. A
 * message takes up to 42: an identifier is at most one of 20 or the hashed form of one, a record or an account, the event.
 * The next batch begins where this number says, so it may only ever grow.
 */
const idsPerBatch = 524_288;

export function openIds(batchId: number): () => number {
  let lastId = batchId * idsPerBatch;
  return function makeId() {
    lastId += 1;
    // The next batch begins here: going on would give its ids to two things.
    if (lastId > (batchId + 1) * idsPerBatch) throw new Error(`Batch ${batchId} needs too many ids`);
    return lastId;
  };
}
