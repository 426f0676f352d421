// What people are, asked in PostgreSQL by whoever works on many of them at once. `states`: what a row of `profile_states` is called there;
// where somebody has none, they are in no segment.

/** Whether they are in the segment now. */
export const isMemberSql = (segmentId: number, states: string): string =>
  `coalesce(${states}.stays -> '${toKey(segmentId)}' ->> 1, '') = '0'`;

/** The value of a trait as JSON; null: none. */
export const traitValueSql = (traitId: number, states: string): string =>
  `${states}.traits -> '${toKey(traitId)}' -> 'v'`;

/** Ids stand in the text: nothing else may. */
function toKey(id: number): string {
  if (!Number.isSafeInteger(id)) throw new RangeError(`Not the id of a definition: ${id}`);
  return String(id);
}
