// A batch as the pipeline hands it over when the event store has it.
export type AppendBatch = { batchId: number; events: Buffer; profiles: Buffer };

/** `isTold`: the event store was told whose events are after this batch. */
export type Appended = AppendBatch & { isTold: () => boolean };
