// Handing over what has no other side: it lies here until somebody looks at it.
//
// It is written first, and whoever reads sees it only when its message is marked as sent. So what is committed in the moment of handing over
// is that mark alone: a crash before it leaves nothing that is seen, and after it nothing is missing.
import type { Hand, Outgoing } from './channel.ts';
import { Rejected } from './faults.ts';

type Keeping = {
  /** Kept already, it stays as it is. */
  add(messageId: number): Promise<void>;
  /** Unless its message is marked as sent. */
  removeUnsent(messageId: number): Promise<void>;
};

export async function keepHere(
  { id: text }: Outgoing,
  hand: Hand,
  { add, removeUnsent }: Keeping,
): Promise<void> {
  const id = Number(text);
  if (!Number.isSafeInteger(id))
    throw new Rejected(
      'What is kept here is kept with a message, and a test is none. Send a message to yourself.',
    );
  await add(id);
  try {
    await hand(() => {});
  } catch (error) {
    await removeUnsent(id);
    throw error;
  }
}
