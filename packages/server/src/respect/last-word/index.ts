// What people say and what is sent to them take turns: what was said has the last word.
import { hash } from 'node:crypto';
import type { Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';

type Point = { type: string; value: string };

/** People and addresses share this many locks each: PostgreSQL keeps each lock of a transaction in a table of fixed size. */
const stripes = 512;
const peopleLock = 0x73_61_79_70;
const pointsLock = 0x73_61_79_61;

const ofPeople = (ids: readonly number[]): number[] => toStripes(ids.map((id) => id % stripes));
const ofPoints = ({ workspaceId }: Scope<Transaction>, points: readonly Point[]): number[] =>
  toStripes(
    points.map(({ type, value }) =>
      Number(`0x${hash('sha1', `${workspaceId} ${type} ${value}`).slice(0, 8)}`),
    ),
  );
const toStripes = (numbers: readonly number[]): number[] =>
  [...new Set(numbers.map((number) => number % stripes))].sort((a, b) => a - b);

/** Before something is written that changes what these people permit. Until the transaction ends nothing is sent to them. */
export async function sayOfPeople({ db }: Scope<Transaction>, profileIds: readonly number[]): Promise<void> {
  await say(db, peopleLock, ofPeople(profileIds));
}

/** The same for what is said of addresses. All that one transaction speaks of is named at once. */
export async function sayOfPoints(scope: Scope<Transaction>, points: readonly Point[]): Promise<void> {
  await say(scope.db, pointsLock, ofPoints(scope, points));
}

async function say(db: Transaction, lock: number, of: readonly number[]): Promise<void> {
  if (of.length === 0) return;
  await db.query(
    'select pg_advisory_xact_lock($1, stripe) from unnest($2::int4[]) stripe',
    [lock, of],
    'say_last_word',
  );
}

export type Sendable = { profileId: number; points: readonly Point[] };

/** Of each: whether nothing is being said of it now. Until the transaction ends whoever says something waits. */
export async function trySend(scope: Scope<Transaction>, sendings: readonly Sendable[]): Promise<boolean[]> {
  const of = sendings.map(({ profileId, points }) => ({
    people: ofPeople([profileId]),
    points: ofPoints(scope, points),
  }));
  const [people, points] = [of.flatMap((one) => one.people), of.flatMap((one) => one.points)].map(toStripes);
  const rows = await scope.db.query<{ lock: number; stripe: number }>(
    `select lock, stripe from (
       select $1::int4 as lock, stripe from unnest($2::int4[]) stripe union all select $3::int4, stripe from unnest($4::int4[]) stripe
     ) asked where pg_try_advisory_xact_lock_shared(lock, stripe)`,
    [peopleLock, people, pointsLock, points],
    'try_last_word',
  );
  const held = new Set(rows.map(({ lock, stripe }) => `${lock} ${stripe}`));
  const isHeld = (lock: number) => (stripe: number) => held.has(`${lock} ${stripe}`);
  return of.map((one) => one.people.every(isHeld(peopleLock)) && one.points.every(isHeld(pointsLock)));
}
