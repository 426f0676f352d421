// The folder for what PostgreSQL's account cannot reach where Rapport lies: /var/lib/rapport.
import { chmod, mkdir } from 'node:fs/promises';

/** Makes it if absent, open for passing through even under a strict umask. One that is there stays as it is. */
export async function makeSystemDirectory(path: string): Promise<void> {
  const made = await mkdir(path, { recursive: true });
  if (made !== undefined) await chmod(path, 0o755);
}
