// The pair of keys by which push services know this server (VAPID, RFC 8292). Made once: browsers bind what they subscribe to its public half.
import webPush from 'web-push';
import { z } from 'zod';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database } from '../../../platform/postgres/index.ts';
import { ensureSecret } from '../../../platform/workspaces/index.ts';

export type PushKeys = { publicKey: string; privateKey: string };

const kept = z.strictObject({ publicKey: z.string(), privateKey: z.string() });

export async function ensurePushKeys(db: Database, clock: Clock): Promise<PushKeys> {
  const { value } = await ensureSecret(db, clock, 'web_push_keys', () =>
    JSON.stringify(webPush.generateVAPIDKeys()),
  );
  return kept.parse(JSON.parse(value));
}
