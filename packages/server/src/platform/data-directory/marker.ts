// The file that says "this directory is Rapport's, in this format": `rapport.json`.
import { randomUUID } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { unusable } from './faults.ts';

/** Raise it when older releases must not touch the directory any more. */
const formatVersion = 1;
const fileName = 'rapport.json';

const markerSchema = z.object({
  format: z.int().min(1),
  id: z.string().regex(/^[0-9a-f-]{8,64}$/),
  created_at: z.string(),
});
export type Marker = z.infer<typeof markerSchema>;

/** The marker, or undefined when the directory has none. Throws when it is damaged or from a newer release. */
export async function findMarker(directory: string): Promise<Marker | undefined> {
  const file = join(directory, fileName);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const parsed = markerSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    throw unusable(
      'damaged',
      `${file} cannot be read as the mark of a Rapport data directory. Restore it from a backup.`,
    );
  }
  if (parsed.data.format > formatVersion) {
    throw unusable(
      'newer_format',
      `${directory} was written by a newer Rapport (format ${parsed.data.format}, this one knows ${formatVersion}). ` +
        'Start that newer release, or choose another directory with RAPPORT_DATA_DIR.',
    );
  }
  return parsed.data;
}

/** Writes the marker of a new directory, so that it is there whole or not at all. */
export async function writeMarker(directory: string, createdAt: Date): Promise<Marker> {
  const marker: Marker = { format: formatVersion, id: randomUUID(), created_at: createdAt.toISOString() };
  const unfinished = join(directory, `${fileName}.new`);
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(marker, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, join(directory, fileName));
  const folder = await open(directory);
  await folder.sync().finally(() => folder.close());
  return marker;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
