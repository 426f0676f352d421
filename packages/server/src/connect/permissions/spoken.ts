// What the event store is told of permissions, by purpose.
//
// `granted` and `denied` narrow lists down to those who may be in them; whether they are is asked of the gate for each of
// them, since only it knows what holds now. `agreed` and `refused` are counted: whose consent counts, and who denies it
// themselves.
import type { Statement } from '../../respect/consents/index.ts';
import { isNegative, isPositive, isSignal, standingOf } from '../../respect/consents/index.ts';
import type { Permissions } from '../../respect/purposes/index.ts';

export type Spoken = {
  granted: Permissions;
  denied: Permissions;
  agreed: Permissions;
  refused: Permissions;
  /** When the consents end that end by themselves, in seconds since 1970, by bit. */
  agreedUntil: Record<number, number>;
};

export function toSpoken(statements: readonly Statement[] | undefined, at: number): Spoken {
  const spoken: Spoken = { granted: 0n, denied: 0n, agreed: 0n, refused: 0n, agreedUntil: {} };
  for (const { p, s } of statements ?? []) if (isPositive(s)) spoken.granted |= 1n << BigInt(p);
  for (const [p, own] of Map.groupBy(statements ?? [], (one) => one.p)) {
    const standings = [...new Set(own.flatMap(({ i }) => i))].map((id) =>
      standingOf(
        own.filter(({ i }) => i.includes(id)),
        at,
      ),
    );
    const bit = 1n << BigInt(p);
    const negatives = standings.flatMap((one) => one.negatives).filter(({ s }) => isNegative(s));
    const positives = standings.flatMap(({ positive }) =>
      positive && isPositive(positive.s) ? positive : [],
    );
    if (negatives.length > 0) spoken.denied |= bit;
    if (negatives.some((one) => !isSignal(one))) spoken.refused |= bit;
    if (negatives.length > 0 || positives.length === 0) continue;
    spoken.agreed |= bit;
    const ends = positives.map(({ u }) => u);
    if (ends.every((end) => end !== undefined)) spoken.agreedUntil[p] = Math.floor(Math.max(...ends) / 1000);
  }
  return spoken;
}
