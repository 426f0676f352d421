// Structured logs: one JSON line each, or readable lines on a terminal. Personal data never belongs in them.
import { isAppError } from '@rapport/protocol';
import pino from 'pino';

export type LogFields = Record<string, unknown>;
export type Log = {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
};

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Logs to standard error, so that standard output holds only what the operator asked for. */
export function openLog(level: LogLevel): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: toLoggedError },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * What is kept of an error. Messages of databases and parsers quote the values they stumbled over, so only names,
 * codes and places pass; our own faults are written to hold no personal data, and keep their sentence.
 */
export function toLoggedError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, severity, constraint, table } = error as Error & Record<string, unknown>;
  const message = isAppError(error) ? error.message : undefined;
  const kept: Record<string, unknown> = {
    type: error.name,
    code,
    message,
    severity,
    constraint,
    table,
    at: toPlaces(error),
  };
  if (error.cause !== undefined) kept.cause = toLoggedError(error.cause);
  return kept;
}

/** The stack without its first lines, which repeat the message; a message may hold lines that look like places. */
const toPlaces = (error: Error): string[] =>
  (error.stack ?? '')
    .replace(error.message, '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .map((line) => line.trim().slice(3));
