// Who claims an object by events, and which claims are kept: the essay is in `model.ts`.
import { compareTexts, type Telling, type Told } from './telling.ts';

/** So many people can claim an object by events. */
export const claimsMax = 8;
/** What the company says, and events that name nobody. */
export const common = '';

/** Which claim a telling belongs to. */
export const claimOf = ({ k, w }: Telling): string => (k === 0 && w !== undefined ? w.join('\t') : common);

export type Claim = {
  /** The one that was received first. */
  first: Telling;
  fields: Map<string, Told<unknown>>;
};
export const compareReceived = (one: Telling, other: Telling): number =>
  (one.r ?? one.t) - (other.r ?? other.t) ||
  one.t - other.t ||
  compareTexts(one.m, other.m) ||
  one.s - other.s ||
  compareTexts(claimOf(one), claimOf(other));

/** What everybody shares, and the claims that were there first. */
export function openClaims(counting: readonly Telling[]): Map<string, Claim> {
  const claims = new Map<string, Claim>();
  for (const by of counting) {
    if (by.x === true) continue;
    const claim = claimOf(by);
    const known = claims.get(claim);
    if (known === undefined) claims.set(claim, { first: by, fields: new Map() });
    else if (compareReceived(by, known.first) < 0) known.first = by;
  }
  if (claims.size <= claimsMax) return claims;
  const inTurn = [...claims].filter(([claim]) => claim !== common);
  inTurn.sort(([, one], [, other]) => compareReceived(one.first, other.first));
  for (const [claim] of inTurn.slice(claimsMax)) claims.delete(claim);
  return claims;
}
