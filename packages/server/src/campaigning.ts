// Puts together what campaigns need: the steps of their runs, the events that start them, and their API.

import type { FastifyInstance } from 'fastify';
import {
  openRunning,
  openTriggers,
  registerCampaignRoutes,
  type Triggers,
} from './engage/campaigns/index.ts';
import { type Accounts, channels } from './engage/channels/index.ts';
import type { Sending } from './engage/messages/index.ts';
import { openRules } from './engage/rules/index.ts';
import { openSpoken } from './engage/templates/index.ts';
import type { ClickHouse } from './platform/clickhouse/index.ts';
import type { Clock } from './platform/clock/index.ts';
import type { Log } from './platform/log/index.ts';
import type { Database } from './platform/postgres/index.ts';
import type { Access } from './respect/access/index.ts';
import type { Suppressions } from './respect/suppression/index.ts';
import type { Computer } from './understand/compute/index.ts';

type RouteDeps = {
  access: Access;
  clock: Clock;
  clickhouse: ClickHouse;
  suppressions: Suppressions;
  engaging: { accounts: Accounts; sending: Sending };
};

export type Campaigning = {
  /** What goes on with a batch that the event store has: it is computed, and it starts campaigns. */
  computing: Pick<Computer, 'appended' | 'told' | 'computedBatch' | 'isSettled' | 'onMoved'>;
  registerRoutes(app: FastifyInstance, deps: RouteDeps): void;
  close(): Promise<void>;
};

type Deps = { db: Database; clock: Clock; log: Log; computer: Computer };

export async function openCampaigning({ computer, ...own }: Deps): Promise<Campaigning> {
  // Who sends opens later.
  let made: () => void = () => {};
  const deps = { ...own, channels, getRules: openRules().get, onMade: () => made() };
  const triggers = await openTriggers(deps);
  const running = openRunning(deps);
  return {
    computing: together(computer, triggers),
    registerRoutes(app, { engaging: { accounts, sending }, ...given }) {
      made = sending.wake;
      registerCampaignRoutes(app, {
        ...{ ...given, channels, listAccounts: accounts.list, getRules: deps.getRules },
        ...{ listSpoken: openSpoken(), wakeCampaigns: running.wake, wakeSending: sending.wake },
      });
    },
    close: async () => void (await Promise.all([running.close(), triggers.close()])),
  };
}

/** A batch is kept until both are done with it. */
const together = (computer: Computer, triggers: Triggers): Campaigning['computing'] => ({
  appended(batch) {
    computer.appended(batch);
    triggers.appended(batch);
  },
  told: computer.told,
  computedBatch: () => Math.min(computer.computedBatch(), triggers.heardBatch()),
  isSettled: () => computer.isSettled() && triggers.isSettled(),
  onMoved(listen) {
    computer.onMoved(listen);
    triggers.onMoved(listen);
  },
});
