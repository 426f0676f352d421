// What the event store is told of permissions: who said yes, and who said no, by purpose. It narrows lists down to those
// who may be in them; whether they are is asked of the gate for each of them, since only it knows what holds now.
import type { Statement } from '../../respect/consents/index.ts';
import { isNegative, isPositive, standingOf } from '../../respect/consents/index.ts';
import type { Permissions } from '../../respect/purposes/index.ts';

export type Spoken = { granted: Permissions; denied: Permissions };

export function toSpoken(statements: readonly Statement[] | undefined, at: number): Spoken {
  let [granted, denied] = [0n, 0n];
  for (const { p, s } of statements ?? []) if (isPositive(s)) granted |= 1n << BigInt(p);
  for (const [p, own] of Map.groupBy(statements ?? [], (one) => one.p)) {
    const byIdentifier = [...new Set(own.flatMap(({ i }) => i))].map((id) =>
      standingOf(
        own.filter(({ i }) => i.includes(id)),
        at,
      ),
    );
    const isDenied = byIdentifier.some(({ negatives }) => negatives.some(({ s }) => isNegative(s)));
    if (isDenied) denied |= 1n << BigInt(p);
  }
  return { granted, denied };
}
