// The command line of `rapport import`.
import { parseArgs } from 'node:util';
import { defaultLimits, messageBytesLimit } from '../batches.ts';
import type { OpenOptions } from '../files/opened-file.ts';
import { encodings } from '../files/text.ts';
import { FileError } from '../model.ts';

export const usage = `Usage: rapport import FILE --map MAPPING [options]

Imports CSV, TSV, text in columns, NDJSON (also .gz and .zst of these), Parquet and Arrow files of any size.

  --preview             show the columns and the first messages, send nothing
  --map MAPPING         a JSON file, JSON, "guess", or pairs:
                        type=track,event=Order Completed,userId=customer_id,
                        timestamp=date:yyyyMMdd@Europe/Warsaw,properties.total=amount:number
                        May be given several times. {column} takes an event name from a column,
                        properties=rest or traits=rest all columns that are not used elsewhere,
                        messageId=order_id+line names messages by columns.
  --url URL             the server (default http://127.0.0.1:3141)
  --write-key KEY       the write key of the source (default RAPPORT_WRITE_KEY)
  --dry-run             read and check everything, send nothing
  --rejects FILE        where rows that cannot be taken go (default FILE.rejects.csv here)
  --limit N             only the first N rows
  --resume, --restart   go on after the last acknowledged row, or begin again
  --id NAME             names the import: message ids then follow NAME instead of the content of the file
  --encoding NAME       ${encodings.join(', ')}
  --delimiter CHAR      the delimiter, where it is not recognised ("tab" for a tab)
  --[no-]header         whether the first line names the columns, where it is not recognised
  --catalog TYPE        objects of the catalog instead (see rapport import --catalog TYPE --help)
  --message-limit BYTES largest message the server takes (default ${defaultLimits.messageBytesMax})
`;

export type ImportOptions = {
  file: string;
  map: string[];
  url: string;
  writeKey: string | undefined;
  preview: boolean;
  dryRun: boolean;
  rejects: string | undefined;
  limit: number;
  start: 'resume' | 'restart' | undefined;
  id: string | undefined;
  messageBytesMax: number;
  open: OpenOptions;
};

/** Reads the arguments after `import`. `undefined` asks for the usage; a FileError says what is wrong. */
export function parseOptions(
  argv: string[],
  env: Record<string, string | undefined>,
): ImportOptions | undefined {
  const { values, positionals } = readArguments(argv);
  if (values.help) return undefined;
  const [file, ...others] = positionals;
  if (file === undefined)
    throw new FileError(
      'Name the file to import: rapport import FILE --map MAPPING. See rapport import --help.',
    );
  if (others.length > 0)
    throw new FileError(
      `One file at a time: ${others.join(' ')} was not understood. Put a mapping with blanks in quotes.`,
    );
  if (values.resume && values.restart) throw new FileError('--resume and --restart exclude each other.');
  return {
    file,
    map: values.map ?? [],
    url: parseUrl(values.url ?? `http://127.0.0.1:${env.RAPPORT_PORT || '3141'}`),
    writeKey: values['write-key'] ?? (env.RAPPORT_WRITE_KEY || undefined),
    preview: values.preview ?? false,
    dryRun: values['dry-run'] ?? false,
    rejects: values.rejects,
    limit: parseCount('--limit', values.limit) ?? Number.POSITIVE_INFINITY,
    start: values.resume ? 'resume' : values.restart ? 'restart' : undefined,
    id: values.id,
    messageBytesMax: parseMessageLimit(values['message-limit']),
    open: parseOpenOptions(values),
  };
}

function readArguments(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      allowNegative: true,
      options: {
        map: { type: 'string', multiple: true, short: 'm' },
        url: { type: 'string' },
        'write-key': { type: 'string' },
        preview: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        rejects: { type: 'string' },
        limit: { type: 'string' },
        resume: { type: 'boolean' },
        restart: { type: 'boolean' },
        id: { type: 'string' },
        encoding: { type: 'string' },
        delimiter: { type: 'string' },
        header: { type: 'boolean' },
        'message-limit': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new FileError(`${(error as Error).message} See rapport import --help.`, error);
  }
}

function parseUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new FileError(`--url must be an address such as http://127.0.0.1:3141, not ${text}.`);
  return text.replace(/\/+$/, '');
}

function parseCount(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text.replaceAll('_', ''));
  if (!Number.isSafeInteger(count) || count < 1)
    throw new FileError(`${name} must be a whole number from 1, not ${text}.`);
  return count;
}

function parseMessageLimit(text: string | undefined): number {
  const bytes = parseCount('--message-limit', text) ?? defaultLimits.messageBytesMax;
  if (bytes > messageBytesLimit) throw new FileError(`--message-limit is at most ${messageBytesLimit}.`);
  return bytes;
}

function parseOpenOptions(values: { encoding?: string; delimiter?: string; header?: boolean }): OpenOptions {
  const encoding = encodings.find(
    (name) => name === values.encoding?.toLowerCase().replace(/^(latin-?1|iso-8859-1)$/, 'windows-1252'),
  );
  if (values.encoding !== undefined && encoding === undefined)
    throw new FileError(`--encoding must be one of ${encodings.join(', ')}.`);
  const delimiter = values.delimiter === 'tab' || values.delimiter === '\\t' ? '\t' : values.delimiter;
  if (delimiter !== undefined && delimiter.length !== 1)
    throw new FileError('--delimiter must be one character, or "tab".');
  return {
    ...(encoding !== undefined && { encoding }),
    ...(delimiter !== undefined && { delimiter }),
    ...(values.header !== undefined && { header: values.header }),
  };
}
