// Confirming a sign-up: what was asked for is recorded as expressed, once, with the notice that was read.
import type { AddressOf } from '../../../platform/http/index.ts';
import type { Scope } from '../../../platform/workspaces/index.ts';
import { findNotice, hashNotice, type NoticeInput, publishNotice } from '../../../respect/consents/index.ts';
import { listTopics, type Topic, titleOf } from '../../../respect/preferences/index.ts';
import { express } from '../../consent-changes/index.ts';
import { type Choice, listChoices, toExpressed } from '../choices/choices.ts';
import { recordedBy } from '../choices/choose.ts';
import { placeOf } from '../limits.ts';
import type { Texts } from '../texts/index.ts';
import { channelFor, sayWishes } from '../wishes/wishes.ts';
import { noticeOf, wordsOf } from '../wording.ts';
import { type Confirmation, claimConfirmation, endClaim } from './confirmations.ts';

export type ConfirmDeps = Omit<Parameters<typeof express>[0], 'by'> &
  Parameters<typeof sayWishes>[0] & { addressOf: AddressOf };

/** What is confirmed, as the page says it. */
export type ToConfirm = {
  choice: Choice | undefined;
  topic: Topic | undefined;
  /** What it is called, in the language of the page. */
  what: string[];
  /** What is read; undefined where nothing is but the name of a topic. */
  notice: Pick<NoticeInput, 'title' | 'text' | 'language'> | undefined;
};

/** Undefined, where there is nothing of it any more. */
export async function findToConfirm(
  { clock, suppressions }: ConfirmDeps,
  scope: Scope,
  { type, value, purpose: slug, topic: topicSlug, notice_hash: hash, language }: Confirmation,
  texts: Texts,
): Promise<ToConfirm | undefined> {
  const { choices } = await listChoices(scope, { type, value }, clock.nowMs(), suppressions);
  const choice = choices.find(({ purpose }) => purpose.slug === slug);
  const topic = (await listTopics(scope)).find((one) => one.slug === topicSlug && !one.retired);
  if ((slug !== null && choice === undefined) || (topicSlug !== null && topic === undefined))
    return undefined;
  const own = hash === null ? undefined : await findNotice(scope, hash, language ?? undefined);
  const what = [
    ...(topic === undefined ? [] : [titleOf(topic, texts.language)]),
    ...(choice === undefined ? [] : [wordsOf(choice.purpose, texts).name]),
  ];
  return { choice, topic, what, notice: own ?? (choice && noticeOf(choice.purpose, texts)) };
}

export type ConfirmOutcome = 'done' | 'used' | 'changed';

/** When it returns `done`, every decision knows. `read`: the hash of the notice that stood there. */
export async function confirm(
  deps: ConfirmDeps,
  scope: Scope,
  waiting: Confirmation,
  { choice, topic, notice }: ToConfirm,
  { read, texts, address }: { read: string | undefined; texts: Texts; address: string | undefined },
): Promise<ConfirmOutcome> {
  if (notice !== undefined && read !== hashNotice(notice.text)) return 'changed';
  const at = deps.clock.now();
  if (!(await claimConfirmation(scope, waiting.id, at))) return 'used';
  try {
    if (choice !== undefined && notice !== undefined) await consent(choice, notice);
    if (topic !== undefined) await want(topic);
  } catch (error) {
    await endClaim(scope, waiting.id, null);
    throw error;
  }
  await endClaim(scope, waiting.id, at);
  return 'done';

  async function consent(
    pressed: Choice,
    { text, language }: Pick<NoticeInput, 'text' | 'language'>,
  ): Promise<void> {
    const { type, value } = waiting;
    if (waiting.notice_hash === null)
      await scope.db.transaction((tx) =>
        publishNotice({ ...scope, db: tx }, noticeOf(pressed.purpose, texts), at, recordedBy),
      );
    const evidence = {
      ...{ confirmation: String(waiting.id), requested_at: waiting.requested_at.toISOString() },
      ...{ confirmed_at: at.toISOString(), from: toCoarse(address) },
    };
    await express({ ...deps, by: recordedBy }, scope, {
      ...{ subject: { type, value }, purpose: pressed.purpose.slug, method: 'double_opt_in' },
      ...{ expressed_by: 'subject', evidence, ...toExpressed(pressed, 'on') },
      ...{ notice: hashNotice(text), language },
    });
  }

  async function want(chosen: Topic): Promise<void> {
    const { type, value } = waiting;
    const channel = channelFor({ type, value }, chosen);
    if (channel === undefined) return;
    const change = { channel, topic: chosen.slug, state: 'in' as const };
    await sayWishes(deps, scope, { type, value }, [change], 'double_opt_in');
  }
}

/** Enough to tell that it was pressed from another place than where it was asked for, and too little to tell from where. */
export function toCoarse(address: string | undefined): string | null {
  if (address === undefined) return null;
  if (!address.includes(':')) return `${address.split('.').slice(0, 3).join('.')}.0/24`;
  return `${placeOf(address).split(':').slice(0, 3).join(':')}::/48`;
}
