// What is asked of an address, what comes back, and how it can fail.
import type { LookupAddress } from 'node:dns';

/** Writes the request when it calls `write`, before or after whatever else it does. Called when the connection stands. */
export type Hand = (write: () => void) => Promise<void>;

export type Asked = {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Undefined: it is written as soon as the connection stands. */
  hand?: Hand;
  /**
   * False: a connection of its own. One that was used before may be closed by the other side in the moment in which the request is
   * written, and then nobody knows whether it was read.
   */
  reuse?: boolean;
};

export type Answered = {
  status: number;
  headers: Record<string, string | undefined>;
  /** At most so much as is taken. */
  body: Buffer;
  /** There was more. */
  isCut: boolean;
};

/**
 * - `forbidden`: it may not be reached, or is no address; nothing was written
 * - `unreachable`: nobody is there; nothing was written
 * - `unanswered`: written, at least in part, and no whole answer came
 */
export type FaultKind = 'forbidden' | 'unreachable' | 'unanswered';

export class OutboundFault extends Error {
  override name = 'OutboundFault';
  readonly kind: FaultKind;
  constructor(kind: FaultKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}

/** The addresses of a name. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>;

export type Outbound = {
  /** Throws `OutboundFault`, or what `hand` throws. Redirects are answers like others. */
  request(asked: Asked): Promise<Answered>;
  /** Connects, and writes nothing. Throws `OutboundFault`. */
  connect(url: string): Promise<void>;
  /** Lets idle connections go; what is under way goes on. */
  close(): void;
};
