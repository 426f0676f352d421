// Real input that is too large or not ours to keep in the repository. It lies in a folder beside the clone.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../../../../shared/data');

/** The path of a folder or file of the real input, such as `sdk-captures`; undefined where it is absent. */
export function findSampleData(name: string): string | undefined {
  const path = join(folder, name);
  return existsSync(path) ? path : undefined;
}

/** For the `skip` option of a test: false, or the line that says what is missing. */
export const unlessSampleData = (name: string): false | string =>
  findSampleData(name) === undefined && `the folder ../shared/data/${name} is not on this machine`;
