// What somebody changes, from the version that they began with; carried over to a newer one when they say so.
import { useState } from 'react';

/**
 * `newest`: what is saved now, as a draft has it; its version is absent for one that is new. `toSent`: what would be saved of a
 * draft, where that is less than what is typed.
 */
export function useDraft<Draft extends object, Version extends number | undefined>(
  newest: { version: Version; draft: Draft },
  toSent: (draft: Draft) => Draft = (draft) => draft,
) {
  const [start, setStart] = useState(newest);
  const [draft, setDraft] = useState(start.draft);
  return {
    draft,
    /** The version that is changed. */
    version: start.version,
    isChanged: Object.keys(changesOf(start.draft, toSent(draft))).length > 0,
    /** Somebody else has saved meanwhile. */
    isOld: newest.version !== undefined && start.version !== undefined && newest.version > start.version,
    edit: (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change })),
    begin(from: typeof newest) {
      setStart(from);
      setDraft(from.draft);
    },
    /** What they have not changed is as it is saved now. */
    carryOver() {
      setStart(newest);
      setDraft({ ...newest.draft, ...changesOf(start.draft, draft) });
    },
    /** What was saved just now was saved from here. */
    follow: (version: Version) => setStart((now) => ({ ...now, version })),
  };
}

const changesOf = <Draft extends object>(before: Draft, after: Draft): Partial<Draft> =>
  Object.fromEntries(
    Object.entries(after).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof Draft]),
    ),
  ) as Partial<Draft>;
