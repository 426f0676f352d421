// Spans of time as ISO 8601 writes them (`P2Y`), as a number and a unit: what a form can hold.

export const SPAN_UNITS = ['D', 'W', 'M', 'Y'] as const;
export type SpanUnit = (typeof SPAN_UNITS)[number];

/** `P2Y` as 2 and `Y`; undefined for what has several units, such as `P1Y6M`. */
export function toSpan(duration: string): { amount: number; unit: SpanUnit } | undefined {
  const found = /^P(\d+)([DWMY])$/.exec(duration);
  const unit = SPAN_UNITS.find((each) => each === found?.[2]);
  return unit && { amount: Number(found?.[1]), unit };
}
