// The rules of a workspace that set none, and what a topic goes before and behind.
import type { MessageRules } from './model.ts';

/**
 * At night nothing rings: calls and texts that sell are not made before 8 in the morning or after 9 in the evening where the
 * person is (47 CFR 64.1200 (c) (1); products that send texts ship the same or stricter hours). E-mail waits in the mailbox.
 * And three messages a day that sell are enough, by whatever channel.
 */
export const shippedRules: MessageRules = {
  timeZone: 'UTC',
  quietHours: [
    {
      channels: ['sms', 'web_push', 'phone'],
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      from: 21 * 60,
      until: 8 * 60,
    },
  ],
  caps: [{ channel: null, topic: null, count: 3, hours: 24 }],
  priorities: [],
};

/** What somebody waits for goes before what somebody is offered. */
const priorityOfServices = 5;

/** The higher goes first; −10 to 10. */
export const priorityOf = ({ priorities }: MessageRules, topic: string | null): number =>
  topic === null ? priorityOfServices : (priorities.find((one) => one.topic === topic)?.priority ?? 0);
