// The bytes of a mail, of which the end is held until somebody lets it go.
//
// A server owns a mail when it has read the dot that ends it; what breaks off before is thrown away (RFC 5321, 4.1.1.4). So all bytes
// are written, then it is asked whether the mail may go, and the end of the stream, which becomes the dot, is the answer. A no breaks
// the connection instead.
import { Readable } from 'node:stream';
import type { Hand } from '../../channel.ts';
import { RetryLater } from '../../faults.ts';

const sliceBytes = 64 * 1024;

export class HeldLetter extends Readable {
  /** The end was written: from now on it may have arrived. */
  isHanded = false;
  /** Why it was not let go. */
  refusal: unknown;
  /** Resolves when it is known whether it was let go; undefined before somebody is asked. */
  asked: Promise<void> | undefined;
  readonly #bytes: Buffer;
  readonly #hand: Hand;
  #at = 0;

  constructor(bytes: Buffer, hand: Hand) {
    super({ highWaterMark: sliceBytes });
    this.#bytes = bytes;
    this.#hand = hand;
  }

  /** Called again only when what was pushed has been taken. */
  override _read(): void {
    if (this.#at < this.#bytes.length) {
      const slice = this.#bytes.subarray(this.#at, this.#at + sliceBytes);
      this.#at += slice.length;
      this.push(slice);
    } else {
      this.asked ??= this.#ask();
    }
  }

  async #ask(): Promise<void> {
    const write = () => {
      // Nodemailer destroys what it cannot send any more. Whoever asked for the end then knows that it does not go.
      if (this.destroyed) throw new RetryLater('The connection broke before the end of the mail.');
      this.isHanded = true;
      this.push(null);
    };
    try {
      await this.#hand(write);
    } catch (error) {
      this.refusal = error;
      this.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
