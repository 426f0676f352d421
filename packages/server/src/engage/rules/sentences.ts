// Why a message waits, and until when, as a sentence.
import type { Cap, QuietHours, RulesAsked } from './model.ts';
import { toClock, toLocal } from './quiet-hours.ts';

const names: Record<RulesAsked['channel'], string> = {
  ...{ email: 'e-mail', sms: 'SMS', web_push: 'web push', in_app: 'in-app messages' },
  ...{ webhook: 'webhook', phone: 'phone' },
};

export function capSentence({ channel, topic, count, hours }: Cap): string {
  const by = channel === null ? '' : ` by ${names[channel]}`;
  const about = topic === null ? '' : ` about "${topic}"`;
  const many = count === 1 ? '1 message' : `${count} messages`;
  return `One person gets at most ${many}${by}${about} in ${hours === 1 ? 'an hour' : `${hours} hours`}.`;
}

export function frequencySentence(
  topic: string,
  frequency: Exclude<RulesAsked['frequency'], 'immediate'>,
  lastDay: string,
): string {
  const often = { daily: 'a day', weekly: 'a week', monthly: 'a month' }[frequency];
  return `The person wants messages about "${topic}" no more often than once ${often}; the last one went on ${lastDay}.`;
}

export const quietSentence = (channel: RulesAsked['channel'], { from, until }: QuietHours): string =>
  `Nothing goes by ${names[channel]} in the quiet hours from ${toClock(from)} to ${toClock(until)} where the person is.`;

/** To the minute in which it is free. */
export function untilSentence(until: number, timeZone: string): string {
  const local = toLocal(until, timeZone).round({ smallestUnit: 'minute', roundingMode: 'ceil' });
  const day = local.toPlainDate().toString();
  return `It waits until ${day} ${toClock(local.hour * 60 + local.minute)} (${timeZone}).`;
}
