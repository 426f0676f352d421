// The checkpoint file: what of a file has been acknowledged, so that a run that was killed can go on without doubles.
//
// It is replaced as a whole after every acknowledged batch, so it never claims a row that the server did not
// acknowledge. A kill can only leave it behind by the batches that were on their way; those are sent again with the
// same message ids, which the server drops as long as it remembers them (7 days by default). For an interruption
// that lasted longer the person must say --resume. A finished import keeps its checkpoint, so that a second run,
// however late, does not send the same file again.
import { open, readFile, rename } from 'node:fs/promises';
import { FileError } from '../model.ts';

export type Checkpoint = {
  version: 1;
  state: 'running' | 'done';
  /** SHA-256 of the content, shortened. */
  fingerprint: string;
  /** What message ids are made of: the fingerprint, or the name given with --id. */
  identity: string;
  /** Digests of the mapping, and of server and write key: the key itself is not kept. */
  mapping: string;
  target: string;
  /** All rows up to this one are done. */
  acknowledgedRow: number;
  messages: number;
  rejects: number;
  rejectsPath: string;
  rejectsBytes: number;
  updatedAt: string;
};

export type Wanted = Pick<Checkpoint, 'fingerprint' | 'identity' | 'mapping' | 'target'> & {
  nowMs: number;
  start: 'resume' | 'restart' | undefined;
};

const daysRemembered = 7;

/**
 * Where to begin: `undefined` at the first row, or the checkpoint from which to go on (or which says that all is done).
 * Throws a FileError when that would not be safe, with the choice that the person has.
 */
export function planStart(found: Checkpoint | undefined, wanted: Wanted): Checkpoint | undefined {
  const { start } = wanted;
  if (start === 'restart') return undefined;
  if (found === undefined) {
    if (start === 'resume')
      throw new FileError(
        'There is nothing to resume: no checkpoint of this file lies here. Leave --resume out, or run in the folder of the first run.',
      );
    return undefined;
  }
  if (found.target !== wanted.target) {
    throw new FileError(
      'The checkpoint is about another server or source. Use --restart to send the whole file to this one.',
    );
  }
  if (found.identity !== wanted.identity) refuseOtherContent(found, wanted);
  else if (found.fingerprint !== wanted.fingerprint && start !== 'resume') {
    throw new FileError(
      `The file has changed since row ${found.acknowledgedRow} was imported. --resume goes on after that row (right when rows were only added); --restart sends all rows again under the same message ids.`,
    );
  } else if (found.fingerprint === wanted.fingerprint && found.state === 'done') return found;
  if (start !== 'resume') refuseDoubtful(found, wanted);
  return found;
}

function refuseOtherContent(found: Checkpoint, wanted: Wanted): never {
  if (found.fingerprint === wanted.fingerprint) {
    throw new FileError(
      `The checkpoint belongs to --id ${found.identity}. Use the same --id, or --restart to send all rows as new messages.`,
    );
  }
  throw new FileError(
    `The file has changed since ${found.acknowledgedRow} rows of it were imported. --restart sends all rows as new messages: without --id or messageId columns, rows that are in both files would count twice.`,
  );
}

function refuseDoubtful(found: Checkpoint, wanted: Wanted): void {
  const days = Math.floor((wanted.nowMs - Date.parse(found.updatedAt)) / 86_400_000);
  if (found.mapping !== wanted.mapping) {
    throw new FileError(
      `The mapping differs from the one with which the rows up to ${found.acknowledgedRow} were imported. --resume goes on with the new one; --restart sends all rows again, and the server drops those whose ids it remembers.`,
    );
  }
  if (days >= daysRemembered) {
    throw new FileError(
      `The import stopped ${days} days ago, longer than the server remembers message ids. --resume goes on after row ${found.acknowledgedRow}; the batches that were on their way then may count twice.`,
    );
  }
}

export async function findCheckpoint(path: string): Promise<Checkpoint | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    const checkpoint = JSON.parse(text) as Checkpoint;
    if (checkpoint.version === 1 && Number.isSafeInteger(checkpoint.acknowledgedRow)) return checkpoint;
  } catch {
    // Handled like a checkpoint of another version.
  }
  throw new FileError(
    `${path} is not a checkpoint that this version understands. Remove it, or use --restart.`,
  );
}

/** Replaces the checkpoint in one step: a reader sees the old one or the new one, also after a power cut. */
export async function writeCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  const temporary = `${path}.new`;
  const file = await open(temporary, 'w');
  try {
    await file.writeFile(`${JSON.stringify(checkpoint, null, 2)}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}
