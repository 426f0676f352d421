// Protocols of other products: their bodies become tracking messages on arrival, and everything behind is the same.

export type Adapter = {
  /** The body as a batch of the tracking protocol, with `writeKey` where it lies in the body. Never throws. */
  translate(body: Record<string, unknown>): Record<string, unknown>;
  /** What its clients understand as "too large", where that is not 400. */
  tooLargeStatus?: number;
};
