// Inboxes that lie open: each is told anew when something in it changed. All of them are asked about together, every two seconds, in one
// statement; so it does not matter which server sent a message.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { SuppressionList } from '../../../connect/permissions/index.ts';
import type { Clock } from '../../../platform/clock/index.ts';
import { type EventStream, onceClosed, openEventStreams } from '../../../platform/http/index.ts';
import type { Database } from '../../../platform/postgres/index.ts';
import type { Scope } from '../../../platform/workspaces/index.ts';
import { type Owner, showInbox } from './showing.ts';
import { listStates } from './store.ts';

type Permitted = { scope: Scope; owner: Owner | undefined };
type Opened = Permitted & { permitAgain(): Promise<Permitted> };
/** `told`: the state that the page knows; undefined: none yet. */
type Open = Permitted & { told: string | undefined; stream: EventStream };

const lookMs = 2000;
const openMax = 10_000;
/** So many are told; the page asks for older ones. */
const itemsMax = 50;

type Deps = { db: Database; clock: Clock; suppressions: SuppressionList };

export function openInboxStreams(app: FastifyInstance, { db, clock, suppressions }: Deps) {
  const all = new Set<Open>();
  const streams = openEventStreams(app, { openTurn: () => undefined });
  let looking = false;

  async function tell(one: Open, state: string): Promise<void> {
    const { scope, owner } = one;
    if (!one.stream.isFree()) return;
    const shown =
      owner === undefined
        ? { items: [], unread: 0, next_cursor: null }
        : await showInbox({ suppressions, at: clock.nowMs() }, scope, owner, { limit: itemsMax });
    if (one.stream.send({ event: 'inbox', data: shown })) one.told = state;
  }

  async function look(): Promise<void> {
    if (looking || all.size === 0) return;
    looking = true;
    try {
      const open = [...all];
      const states = await listStates(
        db,
        open.map(({ scope, owner }) => ({ workspaceId: scope.workspaceId, profileIds: owner?.ids ?? [] })),
      );
      for (const [i, one] of open.entries()) {
        const state = states[i] ?? '';
        if (one.told !== state) await tell(one, state).catch(one.stream.end);
      }
    } catch {
      // The database does not answer; it is asked again.
    } finally {
      looking = false;
    }
  }
  const timer = setInterval(() => void look(), lookMs);
  timer.unref();
  app.addHook('preClose', async () => clearInterval(timer));

  return {
    async open(reply: FastifyReply, { scope, owner, permitAgain }: Opened): Promise<FastifyReply> {
      if (all.size >= openMax) throw new AppError('in_app_streams_limited');
      const one: Open = {
        ...{ scope, owner, told: undefined },
        stream: streams.open(reply, {
          async permitAgain() {
            const { owner: now } = await permitAgain();
            // Somebody may be known by now who was not, or be one with somebody else.
            if (String(now?.ids) !== String(one.owner?.ids)) one.told = undefined;
            one.owner = now;
          },
        }),
      };
      all.add(one);
      onceClosed(reply.raw, () => all.delete(one));
      void look();
      return reply;
    },
  };
}
