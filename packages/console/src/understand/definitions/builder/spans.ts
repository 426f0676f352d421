// Lengths of time as a number and a unit: what people give, and how definitions write it.

export const spanUnits = ['D', 'W', 'H', 'M', 'S'] as const;
export type SpanUnit = (typeof spanUnits)[number];

const SPAN = /^P(?:T(\d+)([HMS])|(\d+)([DW]))$/;

/** `P7D` as 7 days; undefined for what has several units, or is no length. */
export function readSpan(text: unknown): { n: number; unit: SpanUnit } | undefined {
  const found = SPAN.exec(String(text));
  const unit = spanUnits.find((one) => one === (found?.[2] ?? found?.[4]));
  return found && unit ? { n: Number(found[1] ?? found[3]), unit } : undefined;
}

export const writeSpan = (n: number, unit: SpanUnit): string =>
  unit === 'D' || unit === 'W' ? `P${n}${unit}` : `PT${n}${unit}`;
