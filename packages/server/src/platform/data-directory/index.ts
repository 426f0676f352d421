// The data directory: where the embedded engines keep their files, held by one process at a time.
export type { DataDirectory } from './data-directory.ts';
export { holdsData, openDataDirectory } from './data-directory.ts';
