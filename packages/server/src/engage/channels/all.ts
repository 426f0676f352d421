// All channels there are. Whoever adds one writes a folder and names it here; nothing else changes.
import type { Channel } from './channel.ts';
import { email } from './email/index.ts';
import { inApp } from './in-app/channel.ts';
import { phone } from './phone/channel.ts';
import { sms } from './sms/channel.ts';
import { webPushChannel } from './web-push/channel.ts';
import { webhook } from './webhook/channel.ts';

export const channels: readonly Channel[] = [email, inApp, phone, sms, webPushChannel, webhook];
