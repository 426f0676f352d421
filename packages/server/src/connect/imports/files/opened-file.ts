// The one shape in which every kind of file is read.
import type { Column, FileRow } from '../model.ts';

export type FileFormat = 'csv' | 'ndjson' | 'parquet' | 'arrow';

export type OpenedFile = {
  format: FileFormat;
  /** What was recognised, for people: `Text, separated by commas, UTF-8`. */
  description: string;
  /** What a person should know before importing, such as a guessed encoding. */
  notes: string[];
  columns: Column[];
  /** Known where the format says it. */
  rowsTotal?: number;
  /** Size of the file on disk. */
  bytes: number;
  /** Bytes of it that the running `rows()` has read. */
  bytesRead(): number;
  /** The rows after row number `after`, in order, one reading at a time. */
  rows(after?: number): AsyncIterable<FileRow>;
};

export type OpenOptions = {
  /** The name by which people know the file, where the path does not end like it. */
  name?: string;
  encoding?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  delimiter?: string;
  /** Whether the first line names the columns; recognised when absent. */
  header?: boolean;
};
