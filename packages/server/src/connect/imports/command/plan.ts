// From arguments to what will be done: the opened file, the mapping, the paths of checkpoint and rejects.
import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { openFile } from '../files/open-file.ts';
import type { OpenedFile } from '../files/opened-file.ts';
import { fingerprintFile } from '../fingerprint.ts';
import { guessMapping } from '../guess-mapping.ts';
import { checkColumns } from '../map-fields.ts';
import { compileMapping, type RowMapper } from '../map-row.ts';
import { type Mapping, parseMapping } from '../mapping-schema.ts';
import { parseShortForm } from '../mapping-short-form.ts';
import { FileError } from '../model.ts';
import type { ImportOptions } from './options.ts';

export type ImportPlan = {
  path: string;
  file: OpenedFile;
  /** The mapping as it was given, or guessed, as JSON. */
  mappingJson: unknown;
  mapping: Mapping;
  mapRow: RowMapper;
  fingerprint: string;
  identity: string;
  mappingDigest: string;
  checkpointPath: string;
  rejectsPath: string;
};

/** Throws a FileError when the file or the mapping cannot be used. */
export async function planImport(options: ImportOptions, cwd: string): Promise<ImportPlan> {
  const path = resolve(cwd, options.file);
  const fileName = basename(path);
  const file = await openFile(path, options.open);
  const mappingJson = await readMapping(options, file, cwd);
  const mapping = parseMapping(mappingJson);
  checkColumns(mapping, file);
  const fingerprint = await fingerprintFile(path);
  const identity = options.id ?? fingerprint;
  const rejectsPath = resolve(cwd, options.rejects ?? `${fileName}.rejects.csv`);
  const folder = options.rejects === undefined ? cwd : dirname(rejectsPath);
  return {
    path,
    file,
    mappingJson,
    mapping,
    mapRow: compileMapping(mapping, { columns: file.columns, identity, fileName }),
    fingerprint,
    identity,
    mappingDigest: digest(JSON.stringify(mapping)),
    checkpointPath: join(folder, `${fileName}.rapport-import.json`),
    rejectsPath,
  };
}

export const digest = (text: string): string => hash('sha256', text).slice(0, 16);

async function readMapping({ map, preview }: ImportOptions, file: OpenedFile, cwd: string): Promise<unknown> {
  const [first] = map;
  if (first === undefined && !preview) {
    throw new FileError(
      `Say with --map what the columns mean. A guess from their names, to correct and save:\n\n${JSON.stringify(guessMapping(file.columns), null, 2)}\n\nrapport import FILE --preview shows what it makes of the first rows; --map guess takes it as it is.`,
    );
  }
  if (first === undefined || (first === 'guess' && map.length === 1)) return guessMapping(file.columns);
  if (map.length === 1) {
    if (/^\s*[[{]/.test(first)) return parseJson(first, 'The mapping');
    const text = await readFile(resolve(cwd, first), 'utf8').catch(() => undefined);
    if (text !== undefined) return parseJson(text, first);
    if (!first.includes('=')) throw new FileError(`There is no mapping file ${first}.`);
  }
  return parseShortForm(map);
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FileError(`${what} is not valid JSON: ${(error as Error).message}`, error);
  }
}
