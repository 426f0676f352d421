// Why the embedded PostgreSQL cannot serve, in sentences that say what to do.
import { AppError } from '@rapport/protocol';

export type UnusableReason =
  | 'no_binaries'
  | 'binaries_incomplete'
  | 'no_account'
  | 'files_missing'
  | 'files_of_a_copy'
  | 'no_access'
  | 'wrong_version'
  | 'damaged'
  | 'full'
  | 'no_memory'
  | 'leftovers'
  | 'stopped'
  | 'unknown';

export function unusable(reason: UnusableReason, message: string, cause?: unknown): AppError {
  return new AppError('database_unusable', message, { reason }, cause);
}

/** Names what the file system refused while we prepared PostgreSQL's files. */
export function toFileFault(error: NodeJS.ErrnoException, path: string): unknown {
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return diskFull(path, error);
  if (error.code === 'EROFS' || error.code === 'EACCES' || error.code === 'EPERM') {
    return unusable('no_access', `PostgreSQL's files in ${path} cannot be prepared: ${error.message}`, error);
  }
  return error;
}

export const diskFull = (path: string, cause?: unknown): AppError =>
  unusable(
    'full',
    `The disk that holds PostgreSQL's files (${path}) is full. Free some space (1 GB to begin with) and start again; nothing is damaged.`,
    cause,
  );
