// After a crash: what an earlier run of this server had in hand.
//
// What the journal names went (or may be sent again, where the provider knows a message by its id); what it does not name never did.
// What another server has in hand is left to it until its claim is over. Then nobody knows: it is set aside as failed, and somebody
// may send it again.
import type { Scope } from '../../platform/workspaces/index.ts';
import { getProvider } from '../channels/index.ts';
import type { SendingDeps } from './sending.ts';
import { listAbandoned, listClaimedBy, type Step, writeSteps } from './store.ts';

export async function recover(deps: SendingDeps): Promise<void> {
  const { journal, serverId, clock } = deps;
  for (const workspaceId of await deps.listWorkspaceIds()) {
    const scope: Scope = { db: deps.db, workspaceId };
    const accounts = await deps.accounts.list(scope);
    const isIdempotent = (channel: string, accountId: number | null): boolean => {
      const account = accounts.find((one) => one.channel === channel && one.id === accountId);
      return account !== undefined && getProvider(deps.channels, channel, account.provider).isIdempotent;
    };
    const ours = await listClaimedBy(scope, serverId);
    const steps = ours.map((one): Step => {
      const went = journal.left.has(one.id) && !isIdempotent(one.channel, one.accountId);
      const same = { ...one, purpose: null, why: null, dueMs: null };
      return went
        ? {
            ...same,
            state: 'sent',
            reason: 'no_answer',
            detail: 'The server ended while the message went out',
          }
        : { ...same, state: 'queued', reason: null, detail: 'The server ended before the message went out' };
    });
    const lost = (await listAbandoned(scope, serverId, clock.now())).map(
      (one): Step => ({
        ...{ ...one, purpose: null, why: null, dueMs: null, state: 'failed', reason: 'server_gone' },
        detail: 'Another server had it in hand and is gone: it may have been sent',
      }),
    );
    await writeSteps(scope, [...steps, ...lost], { at: clock.now(), claimedBy: null, claimedUntil: null });
  }
  journal.clear();
}
