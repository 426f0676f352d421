// Web push: notifications of a browser, also while no page of the shop is open.
import webPush from 'web-push';
import { z } from 'zod';
import { type Answered, openOutbound } from '../../../platform/outbound/index.ts';
import type { Channel, Outgoing, Provider, Sender, SenderDeps } from '../channel.ts';
import { Misconfigured, Rejected } from '../faults.ts';
import { toSafeAddress } from '../in-app/channel.ts';
import { handOver } from '../over-http.ts';
import { ensurePushKeys, type PushKeys } from './keys.ts';
import { findSubscription, markGone, pushType, type Subscription } from './store.ts';

const address = z.string().trim().max(2000);
const content = z.strictObject({
  title: z.string().trim().min(1).max(300),
  body: z.string().max(2000).default(''),
  url: address.optional().describe('Where it leads.'),
  icon: address.optional().describe('The address of a picture.'),
  actions: z
    .array(z.strictObject({ title: z.string().trim().min(1).max(60), url: address }))
    .max(2)
    .default([])
    .describe('Buttons; browsers show two at most.'),
  keep_hours: z
    .int()
    .min(0)
    .max(672)
    .default(48)
    .describe('How long the push service keeps it for a browser that is off.'),
  urgency: z.enum(['very-low', 'low', 'normal', 'high']).default('normal'),
});
type Content = z.infer<typeof content>;
export type Rendered = Pick<Content, 'title' | 'body' | 'keep_hours' | 'urgency'> & {
  url: string | null;
  icon: string | null;
  actions: { title: string; url: string }[];
};

const settings = z.strictObject({
  contact: z
    .string()
    .regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/[^\s/]+\S*)$/, 'must be mailto: and an address, or https://')
    .max(500)
    .optional()
    .describe(
      'By which push services reach whoever runs this server; its own address, where it is left out.',
    ),
});
type Settings = z.infer<typeof settings>;

/** What fits into the one record that push services take (RFC 8291). */
const payloadBytesMax = 3993;

function toRequest(
  { id, rendered, language }: Outgoing<Rendered>,
  { endpoint, p256dh, auth }: Subscription,
  vapid: PushKeys & { subject: string },
) {
  const { title, body, url, icon, actions, keep_hours: hours, urgency } = rendered;
  const payload = JSON.stringify({ id, title, body, url, icon, actions, lang: language });
  if (Buffer.byteLength(payload) > payloadBytesMax)
    throw new Rejected(`It is longer than the ${payloadBytesMax} bytes that a push service takes.`);
  try {
    return webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
      ...{ vapidDetails: vapid, TTL: hours * 3600, urgency, contentEncoding: 'aes128gcm' },
      // Sent again before the browser got it, it takes the place of itself.
      topic: `m${id.replaceAll(/[^\w-]/g, '')}`.slice(0, 32),
    });
  } catch (cause) {
    // Keys that are none: it was kept before they were looked at as closely.
    throw new Rejected('What the browser told cannot be sent to.', { bounce: true, cause });
  }
}

/** The keys of others, or another size: that is about this browser, and not about us. */
function readRefusal({ status }: Answered): void {
  if (status === 404 || status === 410)
    throw new Rejected('The browser takes no more pushes.', { bounce: true });
  if (status === 403) throw new Rejected('The browser subscribed by other keys.', { bounce: true });
}

async function open(own: Settings, deps: SenderDeps): Promise<Sender<Rendered>> {
  const { db, workspaceId, publicUrl, nowMs, allowedNetworks, patienceMs } = deps;
  const scope = { db, workspaceId };
  const keys = await ensurePushKeys(db, { nowMs, now: () => new Date(nowMs()) });
  const subject = own.contact ?? (publicUrl?.startsWith('https://') ? publicUrl : undefined);
  const outbound = openOutbound({ allowedNetworks, ...(patienceMs && { timeoutMs: patienceMs }) });
  const ways = { isIdempotent: true, addressOf: 'person', nowMs, read: readRefusal } as const;
  function getVapid(): PushKeys & { subject: string } {
    if (subject !== undefined) return { ...keys, subject };
    throw new Misconfigured(
      'Push services want to know whom to ask. Say a contact, or set RAPPORT_PUBLIC_URL.',
    );
  }
  return {
    async send(outgoing, hand) {
      const subscription = await findSubscription(scope, outgoing.to.value);
      if (subscription === undefined)
        throw new Rejected('The browser takes no more pushes.', { bounce: true });
      const { endpoint, headers, body } = toRequest(outgoing, subscription, getVapid());
      const texts = Object.entries(headers).map(([name, value]) => [name, String(value)]);
      const asked = { method: 'POST', url: endpoint, headers: Object.fromEntries(texts), body } as const;
      try {
        await handOver(outbound, asked, hand, ways);
      } catch (error) {
        if (error instanceof Rejected && error.bounce)
          await markGone(scope, outgoing.to.value, new Date(nowMs()));
        throw error;
      }
      return { providerId: null };
    },
    async probe() {
      getVapid();
    },
    close: async () => outbound.close(),
  };
}

const vapid: Provider<Settings, Rendered> = {
  slug: 'vapid',
  settings,
  secrets: [],
  isIdempotent: true,
  concurrency: 20,
  open,
};

export const webPushChannel: Channel<Content, Rendered> = {
  slug: 'web_push',
  preference: 'push',
  reaches: [pushType],
  content,
  async render({ content: { title, body, url, icon, actions, ...kept }, fill, track }) {
    const filled = async (text = '') => (await fill(text, 'text')).trim();
    const follow = (to: string): string | null => {
      const safe = toSafeAddress(to);
      // A path is one of the page's own, and is not known here.
      return safe === null || safe.startsWith('/') ? safe : track(safe);
    };
    const buttons = await Promise.all(
      actions.map(async (one) => ({ title: await filled(one.title), url: follow(await filled(one.url)) })),
    );
    return {
      ...{ ...kept, title: await filled(title), body: await filled(body), url: follow(await filled(url)) },
      icon: toSafeAddress(await filled(icon)),
      actions: buttons.flatMap(({ title: said, url: to }) => (to === null ? [] : [{ title: said, url: to }])),
    };
  },
  providers: [vapid],
};
