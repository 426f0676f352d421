// Which message, if any, what somebody did is put down to: the last that touched them within a window before.
//
// Last touch is a convention and no proof: who was written to is not whom the message moved. What tells that is an experiment: the
// same people without it (a holdout), counted by the same rule. So the rule is one, plain, and said beside the figure.

export type Touch = {
  person: number;
  /** Milliseconds since 1970. */
  at: number;
  campaign: string;
  /** Empty: the campaign has none. */
  arm: string;
};
export type Deed = { person: number; at: number };

export type AttributionRule = { windowHours: number; model: 'last_touch' };
/** What counts as having been touched; each counts what is more than it too. */
export const touchKinds = ['delivered', 'opened', 'clicked'] as const;
export type TouchKind = (typeof touchKinds)[number];

export const hourMs = 3_600_000;

/** Of touches in one moment the one counts whose campaign and arm come last by their names. */
const isLater = (one: Touch, other: Touch): boolean =>
  one.at !== other.at
    ? one.at > other.at
    : one.campaign !== other.campaign
      ? one.campaign > other.campaign
      : one.arm > other.arm;

/** Of each deed its touch, at its place; undefined: it is put down to none. */
export function attribute(
  deeds: readonly Deed[],
  touches: readonly Touch[],
  { windowHours }: AttributionRule,
): (Touch | undefined)[] {
  const ofPerson = Map.groupBy(touches, ({ person }) => person);
  return deeds.map(({ person, at }) => {
    const before = (ofPerson.get(person) ?? []).filter((touch) => touch.at <= at);
    const last = before.reduce<Touch | undefined>(
      (found, one) => (found === undefined || isLater(one, found) ? one : found),
      undefined,
    );
    return last !== undefined && at - last.at <= windowHours * hourMs ? last : undefined;
  });
}
