// `rapport import FILE --catalog TYPE`: sends a file of objects to a running server, as it is.
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { FileError, type ImportIo, openFile } from '../imports/index.ts';
import type { Imported } from './import.ts';

export const catalogUsage = `Usage: rapport import FILE --catalog TYPE [options]

Imports objects of the catalog from NDJSON or CSV (also .gz and .zst of these), Parquet or Arrow, of any size. The column id
names each object; person_type, person_value and at say whose it is and when it was so; the others are fields of the type.

  --url URL                 the server (default http://127.0.0.1:3141)
  --api-key KEY             a key with the scope catalog:write (default RAPPORT_ADMIN_KEY)
  --ignore-unknown-fields   leave out columns that the type has not, instead of refusing their rows
`;

/** Exit code: 0 when the end of the file was reached (also with rejects), 1 on failure, 130 when it was stopped. */
export async function runCatalogImport(argv: string[], io: ImportIo): Promise<number> {
  try {
    const options = parseOptions(argv, io.env);
    if (options === undefined) {
      io.out.write(catalogUsage);
      return 0;
    }
    const startedAt = performance.now();
    const { rows, stored, rejected, rejects } = await send(options, io);
    for (const { row, problem } of rejects) io.err.write(`Row ${row}: ${problem}\n`);
    if (rejected > rejects.length) io.err.write(`… and ${rejected - rejects.length} more rows.\n`);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    io.out.write(`${rows} rows, ${stored} objects stored, ${rejected} rows rejected, ${seconds} s.\n`);
    return 0;
  } catch (error) {
    if (io.signal.aborted) {
      io.err.write('Stopped. What was stored stays; sending the file again changes nothing of it.\n');
      return 130;
    }
    if (!(error instanceof FileError)) throw error;
    io.err.write(`${error.message}\n`);
    return 1;
  }
}

type Options = { file: string; type: string; url: string; key: string; ignoreUnknown: boolean };

function parseOptions(argv: string[], env: ImportIo['env']): Options | undefined {
  const { values, positionals } = readArguments(argv);
  if (values.help === true) return undefined;
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0)
    throw new FileError('Name one file to import: rapport import FILE --catalog TYPE.');
  const key = values['api-key'] ?? env.RAPPORT_ADMIN_KEY;
  if (key === undefined || key === '')
    throw new FileError('Give an API key with --api-key or RAPPORT_ADMIN_KEY (see Keys in the console).');
  const url = values.url ?? `http://127.0.0.1:${env.RAPPORT_PORT || '3141'}`;
  if (!URL.canParse(url)) throw new FileError(`"${url}" is no address of a server.`);
  const ignoreUnknown = values['ignore-unknown-fields'] ?? false;
  return { file, type: values.catalog ?? '', url, key, ignoreUnknown };
}

function readArguments(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        catalog: { type: 'string' },
        url: { type: 'string' },
        'api-key': { type: 'string' },
        'ignore-unknown-fields': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new FileError(`${(error as Error).message}\n\n${catalogUsage}`, error);
  }
}

async function send({ file, type, url, key, ignoreUnknown }: Options, io: ImportIo): Promise<Imported> {
  const path = resolve(io.cwd, file);
  const opened = await openFile(path, { name: file });
  io.err.write(`${file}: ${opened.description}\n`);
  const isText = opened.format === 'csv' || opened.format === 'ndjson';
  const body = isText ? createReadStream(path) : Readable.from(toLines(opened.rows()));
  const to = new URL(`/api/catalog/import/${encodeURIComponent(type)}`, url);
  if (ignoreUnknown) to.searchParams.set('unknown_fields', 'ignore');
  try {
    const response = await fetch(to, {
      ...{ method: 'POST', body: Readable.toWeb(body) as ReadableStream, duplex: 'half' },
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/octet-stream' },
      signal: io.signal,
    });
    const answer = (await response.json()) as Imported & { error?: { message: string } };
    if (answer.error !== undefined) throw new FileError(answer.error.message);
    return answer;
  } catch (error) {
    if (error instanceof FileError || io.signal.aborted) throw error;
    const { cause, message } = error as Error & { cause?: { code?: string } };
    throw new FileError(`${to.origin} cannot be reached, or broke off (${cause?.code ?? message}).`, error);
  } finally {
    body.destroy();
  }
}

type Rows = ReturnType<Awaited<ReturnType<typeof openFile>>['rows']>;

/** Of a file that is no text: each row as a line of JSON. */
async function* toLines(rows: Rows): AsyncGenerator<string> {
  for await (const row of rows)
    yield 'cells' in row ? `${JSON.stringify(Object.fromEntries(row.cells))}\n` : '{}\n';
}
