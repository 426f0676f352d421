// What the oracle sees: one person and what is known of them, as plain data.

/** One telling of an attribute, with what decides whether it wins: see *History* in `docs/definitions.md`. */
export type Telling = {
  name: string;
  value: unknown;
  ms: number;
  rank?: number;
  messageId?: string;
  sourceId?: number;
  /** Whether it was collected for the purpose. Left out: it was. */
  permitted?: boolean;
};

/** An event. `id` grows with the order in which events were stored. */
export type PersonsEvent = {
  id: number;
  name: string;
  type: string;
  ms: number;
  properties: Record<string, unknown>;
  /** What its permission snapshot says of the purpose. Left out: it was collected for it. */
  snapshot?: 'collected' | 'unrefused' | 'refused';
};

export type Person = {
  id: number | bigint;
  tellings: Telling[];
  events: PersonsEvent[];
  /** Times of which a later consent covers what was collected then and not refused. */
  covered?: { fromMs: number; untilMs: number }[];
  /** Each stay in a segment; one without an end lasts. */
  stays: { segment: string; enteredMs: number; leftMs?: number }[];
  lists: string[];
  traits: Record<string, unknown>;
  /** Purposes that the gate permits now. */
  permits: string[];
  said: Record<string, 'yes' | 'no'>;
};

/** The limits between groups, of a score by `value`, of an RFM by its three parts; from the last full computation. */
export type Limits = Partial<Record<'value' | 'recency' | 'frequency' | 'monetary', number[] | undefined>>;

/** The objects that look-ups look into: their fields, by type and id. */
export type Catalog = Record<string, Record<string, Record<string, unknown>>>;

export type Asked = {
  momentMs: number;
  /** The time zone of the workspace. */
  zone: string;
  limits?: Limits | undefined;
  catalog?: Catalog | undefined;
};
