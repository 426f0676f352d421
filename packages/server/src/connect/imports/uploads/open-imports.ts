// Puts the server's side of imports together.
import type { Clock } from '../../../platform/clock/index.ts';
import type { Log } from '../../../platform/log/index.ts';
import type { Database } from '../../../platform/postgres/index.ts';
import type { Withholding } from '../../collect/index.ts';
import type { Inbox } from '../../inbox/index.ts';
import { createInboxDelivery } from './deliver.ts';
import { openUploadFolder, type UploadFolder } from './files.ts';
import { createImportRunner, type ImportRunner } from './runner.ts';

export type Imports = {
  folder: UploadFolder;
  runner: ImportRunner;
  /** Interrupts what runs; the next start takes it up. Call it before the inbox is closed. */
  close(): Promise<void>;
};

export type ImportsDeps = {
  db: Database;
  clock: Clock;
  log: Log;
  inbox: Pick<Inbox, 'append'>;
  withholding: Withholding;
  dataDir: string;
  /** More than 0 while the pipeline is too far behind to take more. */
  secondsBehind(): number;
  messageBytesMax: number;
};

/** Takes up the imports that an earlier server left running. */
export async function openImports(deps: ImportsDeps): Promise<Imports> {
  const folder = openUploadFolder(deps.dataDir);
  const runner = createImportRunner({ ...deps, folder, deliver: createInboxDelivery(deps) });
  await runner.resume();
  return { folder, runner, close: () => runner.close() };
}
