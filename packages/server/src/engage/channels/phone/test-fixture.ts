// The queue of calls: it is part of Rapport, so its other side is the table.
import type { Fixture } from '../test-fixture.ts';
import { phone } from './channel.ts';
import { listTasks } from './store.ts';

export const phoneFixture: Fixture = {
  channel: phone,
  provider: phone.providers[0] as Fixture['provider'],
  behaviours: [],
  async open(db) {
    return {
      settings: {},
      to: { type: 'phone', value: '+48600700800' },
      content: { title: 'Refund', script: 'Tell {{ person.name }} that the refund is on its way.' },
      behave() {},
      async listTaken() {
        const filter = { state: undefined, by: undefined, after: undefined, limit: 1000 };
        const tasks = await listTasks({ db, workspaceId: 1 }, filter, new Date('2026-11-28T12:00:00Z'));
        return tasks.map(({ id }) => String(id));
      },
      close: async () => {},
    };
  },
};
