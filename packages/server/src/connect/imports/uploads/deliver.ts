// Handing batches to the inbox of the same process: what POST /v1/import does, without the way over the network.
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, errorTable, isAppError } from '@rapport/protocol';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Withholding } from '../../collect/index.ts';
import { type Inbox, packBody } from '../../inbox/index.ts';

export type DeliveryTarget = { workspaceId: number; sourceId: number };

/**
 * Resolves when the messages (JSON texts) are durable, with how many of them were not taken in since they are of somebody who
 * must not be collected. May throw a fault that says how long to wait.
 */
export type Deliver = (target: DeliveryTarget, messages: string[]) => Promise<number>;

export type InboxDeliveryDeps = {
  inbox: Pick<Inbox, 'append'>;
  withholding: Withholding;
  clock: Clock;
  /** More than 0 while the pipeline is too far behind to take more. */
  secondsBehind(): number;
};

export function createInboxDelivery({
  inbox,
  withholding,
  clock,
  secondsBehind,
}: InboxDeliveryDeps): Deliver {
  return async function deliverToInbox({ workspaceId, sourceId }, messages) {
    const seconds = secondsBehind();
    if (seconds > 0) throw new AppError('pipeline_behind', undefined, { retry_after: seconds });
    const json = `{"batch":[${messages.join(',')}]}`;
    const rest = withholding.isNeeded(workspaceId)
      ? await withholding.findRest({ workspaceId, sourceId, kind: 'batch', body: JSON.parse(json) })
      : undefined;
    if (rest?.messageCount === 0) return rest.taken;
    await inbox.append({
      workspaceId,
      sourceId,
      receivedAtMs: clock.nowMs(),
      envelope: { kind: 'batch', import: true },
      messageCount: rest?.messageCount ?? messages.length,
      body: packBody(rest?.json ?? Buffer.from(json)),
    });
    return rest?.taken ?? 0;
  };
}

const failuresMax = 60;
const waitMsMax = 5000;

/** Waits as long as a busy pipeline asks, and for a while for a database that is away. Stops waiting on `signal`. */
export async function deliverPatiently<Result>(
  deliver: () => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  for (let failures = 0; ; ) {
    try {
      return await deliver();
    } catch (error) {
      if (!isAppError(error) || !errorTable[error.code].retryable) throw error;
      const asked = Number(error.details.retry_after);
      if (!(asked > 0)) failures += 1;
      if (failures > failuresMax) throw error;
      await sleep(asked > 0 ? asked * 1000 : Math.min(100 * 2 ** failures, waitMsMax), undefined, { signal });
    }
  }
}
