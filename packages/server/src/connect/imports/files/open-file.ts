// Opening a file of any kind that can be imported: what it is shows in its first bytes, not in its name.
import { stat } from 'node:fs/promises';
import { FileError } from '../model.ts';
import { type Compression, detectCompression, readHead, readSample } from './bytes.ts';
import { openCsv } from './csv.ts';
import { openNdjson } from './ndjson.ts';
import type { OpenedFile, OpenOptions } from './opened-file.ts';
import { detectEncoding } from './text.ts';

/** Recognises and opens a file. Throws a FileError that says what to do when it cannot be imported. */
export async function openFile(path: string, options: OpenOptions = {}): Promise<OpenedFile> {
  const bytes = await sizeOf(path);
  const head = await readHead(path, 16);
  const compression = detectCompression(head);
  const start =
    compression === 'none' ? head : (await readSample(path, compression, 16)).sample.subarray(0, 16);
  const binary = await openBinary(path, bytes, start, compression);
  if (binary !== undefined) return { ...binary, bytes };
  const text = await ((await isJson(path, compression, options)) ? openNdjson : openCsv)(
    path,
    compression,
    options,
  );
  return { ...text, bytes };
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new FileError(
      error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${error.code}).`,
      error,
    );
  });
  if (found.isDirectory()) throw new FileError(`${path} is a folder. Import its files one by one.`);
  if (!found.isFile())
    throw new FileError(
      `${path} is not a regular file. Save its content to a file first, so that an import can be resumed.`,
    );
  if (found.size === 0) throw new FileError('The file is empty.');
  return found.size;
}

type Opened = Promise<Omit<OpenedFile, 'bytes'> | undefined>;

async function openBinary(path: string, bytes: number, start: Buffer, compression: Compression): Opened {
  const magic = start.toString('latin1');
  const parquet = magic.startsWith('PAR1');
  // A stream of Arrow messages begins with a continuation mark and the length of the schema.
  const arrow =
    magic.startsWith('ARROW1') ||
    (start.length >= 8 && start.readUInt32LE(0) === 0xffffffff && start.readUInt32LE(4) < 0x1000000);
  if ((parquet || arrow) && compression !== 'none') {
    throw new FileError(
      `The file is ${parquet ? 'Parquet' : 'Arrow'} packed as ${compression}. Unpack it first; it is compressed inside.`,
    );
  }
  // Loaded when needed: their libraries take 40 MB that an import of text has no use for.
  if (parquet) return (await import('./parquet.ts')).openParquet(path, bytes);
  if (arrow) return (await import('./arrow.ts')).openArrow(path, bytes);
  if (magic.startsWith('PK\x03\x04'))
    throw new FileError(
      'The file is a ZIP archive or a spreadsheet (.xlsx). Save the sheet as CSV, or unpack the archive.',
    );
  if (magic.startsWith('\xd0\xcf\x11\xe0'))
    throw new FileError('The file is an old spreadsheet (.xls). Save the sheet as CSV.');
  if (magic.startsWith('SQLite format'))
    throw new FileError('The file is an SQLite database. Export the table as CSV.');
  if (magic.startsWith('Obj\x01')) throw new FileError('The file is Avro. Convert it to Parquet or NDJSON.');
  if (magic.startsWith('ORC')) throw new FileError('The file is ORC. Convert it to Parquet or NDJSON.');
  return undefined;
}

async function isJson(path: string, compression: Compression, options: OpenOptions): Promise<boolean> {
  const { sample } = await readSample(path, compression, 4096);
  const { encoding } =
    options.encoding === undefined ? detectEncoding(sample) : { encoding: options.encoding };
  const text = new TextDecoder(encoding).decode(sample).trimStart();
  if (/^\[\s*(\{|\])/.test(text)) {
    throw new FileError(
      `The file is one JSON array. Write one object a line instead: jq -c '.[]' FILE > FILE.ndjson`,
    );
  }
  return text.startsWith('{');
}
