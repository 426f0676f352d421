// Preferences for tests: topics to speak of, saying something of an address, and what follows.
import assert from 'node:assert/strict';
import type { TestServer } from './server.ts';

export type Holding = {
  type: string;
  value: string;
  preferences: {
    channel: string;
    topic: string;
    state: string;
    frequency: string | null;
    paused_until: string | null;
    since: string;
    source: string;
  }[];
  topics: { topic: string; channel: string; decision: string; reason: { code: string } }[];
  no_contact: { channel: string }[];
  kept_as?: string;
};
type Fault = { error: { code: string; details: { fields?: { field: string }[] } } };
type Change = Record<string, unknown>;

/** Two topics of one brand, one that has to be chosen; one of another brand; and one that is retired. */
export async function makeTopics(server: TestServer): Promise<void> {
  const base = { brand: 'rowan', channels: ['email', 'sms'], purpose: 'marketing.*', default: 'in' };
  for (const [path, body] of [
    ['brands', { slug: 'rowan', name: 'Rowan & Wren' }],
    ['brands', { slug: 'finch', name: 'Finch' }],
    ['topics', { ...base, slug: 'offers', titles: { en: 'Offers' } }],
    ['topics', { ...base, slug: 'news', titles: { en: 'News' }, default: 'out' }],
    ['topics', { ...base, slug: 'seeds', titles: { en: 'Seeds' }, brand: 'finch' }],
    ['topics', { ...base, slug: 'old', titles: { en: 'Old' }, retired: true }],
  ] as const) {
    const { status, text } = await server.api('POST', `/api/${path}`, body);
    assert.equal(status, 201, text);
  }
}

export const preferencesPath = (value: string, type = 'email'): string =>
  `/api/preferences/${type}/${encodeURIComponent(value)}`;

export const switchedOff = (topic: string, channel = 'email') => ({ channel, topic, state: 'out' });

/** Why a topic is sent or not. */
export const whyOf = ({ topics }: Holding, topic: string, channel = 'email'): string | undefined =>
  topics.find((one) => one.topic === topic && one.channel === channel)?.reason.code;

/** `server`: asked for when it is needed, since tests start it later. */
export function openPreferences(server: () => TestServer) {
  return {
    async read(value: string, type?: string): Promise<Holding> {
      const { status, body, text } = await server().api<Holding>('GET', preferencesPath(value, type));
      assert.equal(status, 200, text);
      return body;
    },
    async say(value: string, changes: Change[], more: object = {}, type?: string): Promise<Holding> {
      const path = preferencesPath(value, type);
      const { status, body, text } = await server().api<Holding>('PUT', path, { changes, ...more });
      assert.equal(status, 200, text);
      return body;
    },
    /** Status, code and place of the refusal. */
    async refused(value: string, changes: unknown, more: object = {}, type?: string) {
      const path = preferencesPath(value, type);
      const { status, body } = await server().api<Fault>('PUT', path, { changes, ...more });
      return [status, body.error.code, body.error.details.fields?.[0]?.field];
    },
    /** The time of the server, which moves on by a second. */
    async now(): Promise<number> {
      const moved = await server().api<{ now: string }>('POST', '/api/test/clock', { advance: 'PT1S' });
      return Date.parse(moved.body.now);
    },
  };
}
