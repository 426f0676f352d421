// Which notice somebody had read when they chose in a banner: `context.consent.notice`, by category, as the banner names it.
//
// A hash that is not known, or of a notice that does not tell of the purpose, is left out: what was chosen counts all the same.
import type { Message } from '@rapport/protocol';
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { findNotices, type Notice } from '../../respect/consents/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';

/** `version`: of the purpose, that the notice told of. */
export type NoticeRead = { hash: string; language: string; version: number };
type Told = { language: string; hashes: Record<string, unknown> };

/** Banners ask about few things at once; who names more is not one of ours. */
const hashesMax = 64;

export async function findNoticesRead(
  scope: Scope<Queryable>,
  messages: readonly Message[],
): Promise<(message: Message, purpose: Purpose) => NoticeRead | undefined> {
  const told = new Map(messages.map((message) => [message, readNotice(message)]));
  const hashes = [...told.values()].flatMap((one) => (one === undefined ? [] : Object.values(one.hashes)));
  const notices = await findNotices(scope, hashes.filter(isHash));
  const byKey = new Map(notices.map((notice) => [keyOf(notice.hash, notice.language), notice]));
  return function noticeReadOf(message, purpose) {
    const one = told.get(message);
    if (one === undefined) return undefined;
    for (const category of purpose.banner_categories) {
      const notice = byKey.get(keyOf(one.hashes[category], one.language));
      const version = notice?.purposes[purpose.slug];
      if (notice !== undefined && version !== undefined) return { ...toRead(notice), version };
    }
    return undefined;
  };
}

const toRead = ({ hash, language }: Pick<Notice, 'hash' | 'language'>) => ({ hash, language });
const keyOf = (hash: unknown, language: string): string => `${hash} ${language}`;
const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

function readNotice({ context }: Message): Told | undefined {
  const { notice } = toFields(context.consent);
  const { language, hashes } = toFields(notice);
  if (typeof language !== 'string' || !(hashes instanceof Object)) return undefined;
  const all = toFields(hashes);
  return Object.keys(all).length > hashesMax ? undefined : { language, hashes: all };
}

const toFields = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
