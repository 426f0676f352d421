// What of an inbox is shown: messages that may still be told. Whoever took a consent back, or a topic off, sees no more of it, also of
// what was sent before.
import { askGate } from '../../../connect/consent-changes/index.ts';
import { findProfileId, listIdsOf, toAsked } from '../../../connect/identity/index.ts';
import type { SuppressionList } from '../../../connect/permissions/index.ts';
import { askPreferences } from '../../../connect/preference-changes/index.ts';
import type { Scope } from '../../../platform/workspaces/index.ts';
import { decideBoth } from '../../../respect/preferences/index.ts';
import type { Point } from '../channel.ts';
import { countUnread, type InAppMessage, listInApp } from './store.ts';

export type Owner = { profileId: number; ids: readonly number[]; point: Point };

/** Undefined: nobody has this identifier. */
export async function findOwner(scope: Scope, { type, value }: Point): Promise<Owner | undefined> {
  const asked = toAsked(type, value);
  const profileId = await findProfileId(scope, asked);
  if (profileId === undefined) return undefined;
  return {
    profileId,
    ids: await listIdsOf(scope, profileId),
    point: { type: asked.type, value: asked.value },
  };
}

export type Shown = {
  items: ReturnType<typeof toShown>[];
  unread: number;
  next_cursor: string | null;
};

type Asking = { suppressions: SuppressionList; at: number };

export async function showInbox(
  asking: Asking,
  scope: Scope,
  owner: Owner,
  { cursor, limit }: { cursor?: number | undefined; limit: number },
): Promise<Shown> {
  const isShown = openJudging(asking, scope, owner);
  const rows = await listInApp(scope, owner.ids, { before: cursor, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const kept = await Promise.all(page.map(isShown));
  const unread = await countUnread(scope, owner.ids);
  const counted = await Promise.all(unread.map(async (one) => ((await isShown(one)) ? one.count : 0)));
  return {
    items: page.filter((_, i) => kept[i] === true).map(toShown),
    unread: counted.reduce((sum, count) => sum + count, 0),
    next_cursor: rows.length > limit ? String(page.at(-1)?.id) : null,
  };
}

/** Each purpose and topic is asked about once. */
function openJudging({ suppressions, at }: Asking, scope: Scope, { profileId, point }: Owner) {
  const asked = new Map<string, Promise<boolean>>();
  async function ask(purpose: string, topic: string | null): Promise<boolean> {
    const subject = { type: 'profile_id', value: String(profileId) };
    const { decision } = await askGate(scope, { subject, purpose }, at, suppressions);
    const preference = await askPreferences(scope, { point, profileId, channel: 'in_app', topic, at });
    return decideBoth(decision, preference).decision === 'permit';
  }
  return ({ purpose, topic }: { purpose: string; topic: string | null }): Promise<boolean> => {
    const key = `${purpose} ${topic ?? ''}`;
    // A purpose or topic that is gone: nothing may be told for it.
    const answer = asked.get(key) ?? ask(purpose, topic).catch(() => false);
    asked.set(key, answer);
    return answer;
  };
}

const toShown = ({ id, content, language, sentAt, readAt, clickedAt }: InAppMessage) => ({
  ...{ id: String(id), ...content, language },
  ...{ sent_at: sentAt, read_at: readAt, clicked_at: clickedAt },
});
