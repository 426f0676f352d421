// The inbox of an app: it is part of Rapport, so its other side is the table.
import type { Fixture } from '../test-fixture.ts';
import { inApp } from './channel.ts';
import { listInApp } from './store.ts';

export const inAppFixture: Fixture = {
  channel: inApp,
  provider: inApp.providers[0] as Fixture['provider'],
  behaviours: [],
  open: async (db) => ({
    settings: {},
    to: { type: 'user_id', value: 'neha' },
    content: { title: 'Hello {{ person.name }}', text: 'New rings.', url: '/rings', action: 'See them' },
    behave() {},
    async listTaken() {
      const all = await listInApp({ db, workspaceId: 1 }, [1], { before: undefined, limit: 1000 });
      return all.map(({ id }) => String(id));
    },
    close: async () => {},
  }),
};
