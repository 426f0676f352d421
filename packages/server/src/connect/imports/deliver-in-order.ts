// Several batches on their way at once, acknowledged strictly in order: the last acknowledged row is then always a
// place from which an import can go on.
import type { Batch } from './batches.ts';

export type DeliveryOptions = {
  /** How many batches may be on their way. */
  inFlightMax: number;
  /** Stops reading; what is on its way is still awaited. */
  signal?: AbortSignal | undefined;
};

type Outcome = { error?: unknown };
type Flying = { batch: Batch; outcome: Promise<Outcome> };

/**
 * Sends all batches. `send` resolves when a batch is durable; `acknowledge` is then called, one batch after the other
 * in the order of the file. Throws what `send` or `acknowledge` threw first. True when the end was reached.
 */
export async function deliverInOrder(
  batches: AsyncIterable<Batch>,
  send: (batch: Batch) => Promise<void>,
  acknowledge: (batch: Batch) => Promise<void>,
  { inFlightMax, signal }: DeliveryOptions,
): Promise<boolean> {
  const flying: Flying[] = [];

  async function land(): Promise<void> {
    const first = flying.shift();
    if (first === undefined) return;
    const { error } = await first.outcome;
    if (error !== undefined) throw error;
    await acknowledge(first.batch);
  }

  let complete = true;
  for await (const batch of batches) {
    if (signal?.aborted) {
      complete = false;
      break;
    }
    flying.push({ batch, outcome: settle(send(batch)) });
    if (flying.length >= inFlightMax) await land();
  }
  while (flying.length > 0) await land();
  return complete;
}

/** A failure waits here until its turn, so that it is never unhandled. */
const settle = (sending: Promise<void>): Promise<Outcome> =>
  sending.then(
    () => ({}),
    (error: unknown) => ({ error: error ?? new Error('Sending failed') }),
  );
