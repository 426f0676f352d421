// Turns what the file system says about the data directory into sentences that say what to do.
import { AppError, isAppError } from '@rapport/protocol';

export type UnusableReason =
  | 'foreign'
  | 'newer_format'
  | 'damaged'
  | 'not_a_directory'
  | 'no_access'
  | 'read_only'
  | 'full'
  | 'no_locks'
  | 'unknown';

export function unusable(reason: UnusableReason, message: string, cause?: unknown): AppError {
  return new AppError('data_directory_unusable', message, { reason }, cause);
}

/** Names the error codes of the file system in words. Faults that are already named pass unchanged. */
export function toDataDirectoryFault(error: unknown, path: string): AppError {
  if (isAppError(error)) return error;
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case 'ENOTDIR':
    case 'EEXIST':
      return unusable(
        'not_a_directory',
        `${path} cannot be the data directory: a file is in its place. Remove the file or set RAPPORT_DATA_DIR.`,
        error,
      );
    case 'EACCES':
    case 'EPERM':
      return unusable(
        'no_access',
        `This account may not write to the data directory ${path}. Run Rapport as its owner, ` +
          'change its owner (chown -R), or choose another one with RAPPORT_DATA_DIR.',
        error,
      );
    case 'EROFS':
      return unusable(
        'read_only',
        `The data directory ${path} is on a read-only disk. Mount it writable or set RAPPORT_DATA_DIR.`,
        error,
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return unusable(
        'full',
        `The disk of the data directory ${path} is full. Free some space (1 GB to begin with) and start again; nothing is damaged.`,
        error,
      );
    default:
      return unusable(
        'unknown',
        `The data directory ${path} cannot be used: ${(error as Error).message}`,
        error,
      );
  }
}
