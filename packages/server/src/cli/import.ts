// `rapport import FILE --map …`: files of events or people into a running Rapport; with `--catalog TYPE`, of objects.
import { runCatalogImport } from '../connect/catalog-changes/index.ts';
import { type ImportIo, runImportCommand } from '../connect/imports/index.ts';
import { systemClock } from '../platform/clock/index.ts';

/**
 * Runs the command with the arguments after `import`. Ctrl-C stops it cleanly; a second one at once.
 * Resolves with the exit code: 0 done (also with rejects), 1 failed, 130 stopped.
 */
export async function runImport(argv: string[], io: Partial<ImportIo> = {}): Promise<number> {
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  try {
    const isCatalog = argv.some((one) => one === '--catalog' || one.startsWith('--catalog='));
    return await (isCatalog ? runCatalogImport : runImportCommand)(argv, {
      out: process.stdout,
      err: process.stderr,
      cwd: process.cwd(),
      env: process.env,
      clock: systemClock(),
      signal: stop.signal,
      ...io,
    });
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}

if (import.meta.main) process.exitCode = await runImport(process.argv.slice(2));
