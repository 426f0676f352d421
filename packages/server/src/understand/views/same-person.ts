// A person may be joined with another, or parted, while their view is being answered: then what was read first and what was read
// later would be of two people, or of half a person each. So the identifiers that lead to the profile are looked at once more
// with the last that is asked of it, and where they are others than at first, the view is answered again.
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@rapport/protocol';
import { identifiersShownMax } from '../../connect/profiles/index.ts';

type Name = readonly [type: string, value: string];

class PersonMoved extends Error {}

/** Asked with what leads to the profile later. */
export type SamePerson = {
  /** Throws where those are others, so that the answer is found again. */
  confirm(leading: readonly Name[]): void;
  isConfirmed(): boolean;
};

export function openSamePerson(readBy: readonly { type: string; value: string }[]): SamePerson {
  const first = readBy.map(({ type, value }) => `${type}\t${value}`);
  let confirmed = false;
  return {
    confirm(leading) {
      const now = new Set(leading.map((name) => name.join('\t')));
      const isWhole = first.length < identifiersShownMax;
      if (!first.every((name) => now.has(name)) || (isWhole && now.size !== first.length))
        throw new PersonMoved();
      confirmed = true;
    },
    isConfirmed: () => confirmed,
  };
}

const triesMax = 6;

/** Finds an answer until it is of one person. Throws `storage_unavailable`, to be asked again, where people move on and on. */
export async function untilOfOne<Answer>(find: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await find();
    } catch (error) {
      if (!(error instanceof PersonMoved)) throw error;
      if (tries === triesMax) throw new AppError('storage_unavailable', movingSentence, {}, error);
      await sleep(5 * 2 ** tries);
    }
  }
}

const movingSentence = 'This person is being joined with others or parted from them right now. Retry.';
