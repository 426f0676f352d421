// What somebody says of a contact point: recorded as a whole, effective when the call returns.
//
// Of an address that must not be collected, and of which nothing is known, nothing is kept. What was switched off is kept as
// the smallest record that holds: an entry of the list, by keyed hash, that forbids contact on the channel
// (docs/decisions/0017); it knows no topics, so it holds for all of them. Anything else is refused.
import type { Clock } from '../../platform/clock/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import {
  hashTold,
  holdTopics,
  isRecorded,
  listTopics,
  type PreferencesTold,
  recordPreferences,
  toPreferenceEvents,
  wrong,
} from '../../respect/preferences/index.ts';
import {
  type NamedInForms,
  type NewSuppression,
  suppressedChannels,
} from '../../respect/suppression/index.ts';
import { isUncollected, type KeepingList } from '../consent-changes/index.ts';

type Deps = {
  clock: Clock;
  suppressions: KeepingList;
  /** The key or member through whom it comes. */
  by: string;
};

/** How it was kept. Throws `topic_unknown`, `preference_invalid`, or `conflict` for another request of the same id. */
export async function changePreferences(
  { clock, suppressions, by }: Deps,
  scope: Scope,
  point: NamedInForms,
  told: PreferencesTold,
): Promise<'preferences' | 'suppression'> {
  const receivedMs = clock.nowMs();
  const identifier = { ...point, original: null };
  if (await isUncollected(scope, identifier, suppressions)) {
    toPreferenceEvents(told, await listTopics(scope), receivedMs);
    await keepOuts(scope, point, told, { suppressions, by });
    return 'suppression';
  }
  await scope.db.transaction(async (tx) => {
    const own = { db: tx, workspaceId: scope.workspaceId };
    await holdTopics(own);
    const request = { id: told.request_id ?? null, hash: hashTold(told) };
    // Before it is looked at: what could be said then may not be said any more.
    if (await isRecorded(own, point, request)) return;
    const events = toPreferenceEvents(told, await listTopics(own), receivedMs);
    await recordPreferences(own, point, { ...request, events, receivedMs, recordedBy: by });
  });
  return 'preferences';
}

async function keepOuts(
  scope: Scope,
  identifier: NamedInForms,
  { source, changes }: PreferencesTold,
  { suppressions, by }: Omit<Deps, 'clock'>,
): Promise<void> {
  const other = changes.findIndex(({ state }) => state !== 'out');
  if (other !== -1)
    throw wrong(
      `changes.${other}`,
      'this contact point must not be collected, so nothing but `out` can be kept of it. Lift its suppression first, where the person came back by an act of their own',
    );
  const channels = new Set(changes.map(({ channel }) => channel));
  // Nobody is reached in an app or on a site of whom nothing is known.
  const items = [...channels].flatMap((channel): NewSuppression[] =>
    isSuppressible(channel)
      ? [
          {
            ...{ identifier, scope: 'no_contact', channel, reason: `out by ${source}` },
            ...{ legalRef: null, reviewAt: null },
          },
        ]
      : [],
  );
  if (items.length > 0) await suppressions.record(scope, items, by);
}

const isSuppressible = (channel: string): boolean =>
  (suppressedChannels as readonly string[]).includes(channel);
