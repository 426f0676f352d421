// What one event, one call or one row of a file said of an object, and which of two is the greater (the essay is in `model.ts`).

/** As it is stored; short names, since there are millions. */
export type Telling = {
  /** Time, in milliseconds since 1970. */
  t: number;
  /** Rank: 1 of the company itself, 0 of events. */
  k: number;
  /** Source of the event; 0 where it was no event. */
  s: number;
  /** Message id, or the place of a call or row among all others. */
  m: string;
  /** What it was, where it was no event, and who said it. */
  o?: 'api' | 'import';
  b?: string;
  /** Permission snapshot, as decimal text, where the object belongs to a person. */
  p?: string;
  /** Of whom it tells: type and value of an identifier. */
  w?: [type: string, value: string];
  /** When it was received, in milliseconds since 1970: of events that name a person. */
  r?: number;
  /** It removes the object. */
  x?: true;
  /** Fields. */
  v: Record<string, unknown>;
};

/** Negative where `one` comes before `other`. */
export function compareTellings(one: Telling, other: Telling): number {
  return one.k - other.k || one.t - other.t || compareTexts(one.m, other.m) || one.s - other.s;
}

export const compareTexts = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

export type Told<Value> = { by: Telling; value: Value };
