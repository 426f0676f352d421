// An address that takes webhooks, and checks who sent them.
import type { Fixture } from '../test-fixture.ts';
import { openHttpSide } from '../test-http-side.ts';
import { webhook } from './channel.ts';
import { verify } from './signing.ts';

export const testSecret = `whsec_${Buffer.from('a secret of a test, of 32 bytes!').toString('base64')}`;

export const webhookFixture: Fixture = {
  channel: webhook,
  provider: webhook.providers[0] as Fixture['provider'],
  behaviours: ['stall', 'reset', 'busy', 'limited', 'refusing', 'stranger', 'malformed'],
  async open() {
    const side = await openHttpSide(({ headers, body }) => {
      verify(testSecret, headers as Record<string, string>, body, Date.parse('2026-11-28T12:00:00Z'));
      JSON.parse(body.toString('utf8'));
      return { status: 204 };
    });
    return {
      settings: { url: `http://127.0.0.1:${side.port}/hooks`, secret: testSecret },
      to: { type: 'user_id', value: 'neha' },
      content: { body: { hello: '{{ person.name }}' } },
      behave: side.behave,
      listTaken: () => side.taken.map(({ headers }) => String(headers['webhook-id'])),
      close: side.close,
    };
  },
};
