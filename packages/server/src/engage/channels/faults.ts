// Why a message could not be handed over. What follows from it lies in the class, and nobody reads status codes again.

/** The other side cannot now: tried again, later each time, or after as long as it says. */
export class RetryLater extends Error {
  override name = 'RetryLater';
  readonly afterMs: number | undefined;
  constructor(message: string, options: { afterMs?: number | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.afterMs = options.afterMs;
  }
}

/** This message is not taken, and would not be when tried again. `bounce`: nobody is at this address. */
export class Rejected extends Error {
  override name = 'Rejected';
  readonly bounce: boolean;
  constructor(message: string, options: { bounce?: boolean; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.bounce = options.bounce ?? false;
  }
}

/**
 * Its last bytes were written, and no answer came: it may have been taken. Of providers that know a message by its id this is
 * `RetryLater`; of others it is this: it counts as sent, and is not sent again by itself.
 */
export class Unanswered extends Error {
  override name = 'Unanswered';
}

/** The other side does not let us in: nothing goes through this account until somebody sets it right; others take over. */
export class CredentialsInvalid extends Error {
  override name = 'CredentialsInvalid';
}

/** Settings with which nothing can be sent. The same follows from it. */
export class Misconfigured extends Error {
  override name = 'Misconfigured';
}

/** It must not go any more, or another server sent it; nothing was written. The message knows why. */
export class NotHandedOver extends Error {
  override name = 'NotHandedOver';
}

export type DeliveryFault =
  | RetryLater
  | Rejected
  | CredentialsInvalid
  | Misconfigured
  | Unanswered
  | NotHandedOver;
