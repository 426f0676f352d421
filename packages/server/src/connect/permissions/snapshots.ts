// The permission snapshots of a batch: what each message was permitted for when it was collected.
//
// What a person permits changes when something is said, or when a consent ends. Between two such moments it is the same, so it
// is worked out once for all messages of a person that fall between them: mostly all.
import { nobody, permissionsOf, type Subject } from '../../respect/gate/index.ts';
import { bitOf, type Permissions, type Purpose } from '../../respect/purposes/index.ts';

type Times = { timestampMs: number; receivedMs: number };
type Span = { fromMs: number; untilMs: number; permissions: Permissions };

/** `via`: the identifiers that the message names. What was expressed later permits nothing that happened before. */
export function openSnapshots(
  purposes: readonly Purpose[],
): (item: Times, subject: Subject, via: readonly number[]) => Permissions {
  const permitted = openPermitted(purposes);
  const spans = new Map<Subject, Span>();
  return function snapshotOf({ timestampMs, receivedMs }, subject, via) {
    const at = Math.min(timestampMs, receivedMs);
    const span = spans.get(subject);
    if (span !== undefined && span.fromMs <= at && at < span.untilMs) return span.permissions;
    const permissions = permitted({ ...subject, via }, at);
    // Consent that was given on a device counts for messages that name it, and for no others.
    if (!subject.statements.some(({ d }) => d === true))
      spans.set(subject, { ...toSpan(subject, at), permissions });
    return permissions;
  };
}

/**
 * As `permissionsOf`. Of a purpose about which a person said nothing only the place where they live tells what silence
 * means, so that is worked out once for all who live there.
 */
export function openPermitted(purposes: readonly Purpose[]): (subject: Subject, at: number) => Permissions {
  const silent = new Map<string, Permissions>();
  return function permitted(subject, at) {
    const { statements, jurisdictions = [] } = subject;
    const spoken = purposes.filter(({ bit, ancestors }) =>
      statements.some(({ p }) => p === bit || ancestors.includes(p)),
    );
    const place = jurisdictions.join();
    let base = silent.get(place);
    if (base === undefined) {
      base = permissionsOf({ ...nobody, jurisdictions }, purposes, at);
      silent.set(place, base);
    }
    const about = spoken.reduce((set, purpose) => set | bitOf(purpose), 0n);
    return (base & ~about) | permissionsOf(subject, spoken, at);
  };
}

/** The longest time around this moment in which nothing is said and no consent ends. */
function toSpan({ statements }: Subject, at: number): Omit<Span, 'permissions'> {
  let [fromMs, untilMs] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { t, u } of statements)
    for (const moment of u === undefined ? [t] : [t, u]) {
      if (moment <= at) fromMs = Math.max(fromMs, moment);
      else untilMs = Math.min(untilMs, moment);
    }
  return { fromMs, untilMs };
}
