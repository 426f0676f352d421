// Reads what PostgreSQL writes to standard error and decides what of it may reach our log, and how loud.
import type { Log } from '../log/index.ts';

export type LogLine = {
  /** What kind of process wrote it: `postmaster`, `checkpointer`, `client backend` … */
  process: string;
  /** SQLSTATE; 00000 when the line is no error. */
  code: string;
  severity: string;
  message: string;
};

/** Matches `log_line_prefix` in settings.ts. The earliest lines, before settings are read, have a prefix of their own. */
const linePattern =
  /^(?:<([^|>]*)\|\d+\|([0-9A-Z]{5})> |.*? \[\d+\] )?(LOG|WARNING|ERROR|FATAL|PANIC): {2}(.*)$/;

/** Undefined for continuation lines, which start with a tab, and for anything else that is not a message. */
export function parseLogLine(line: string): LogLine | undefined {
  const match = linePattern.exec(line);
  if (match === null) return undefined;
  const [, process = 'postmaster', code = '00000', severity = '', message = ''] = match;
  return { process, code, severity, message };
}

/** Processes that run statements. What goes wrong in them is told to the one who sent the statement. */
const runsStatements =
  /^(client backend|parallel worker|autovacuum worker|background worker|not initialized)$/;
/** Faults of the server rather than of a statement: connection, resources, operator, system, damaged data. */
const aboutServer = /^(08|53|57|58|XX00[12]|F0)/;
/** Told at level LOG, but an operator wants to know. */
const notable = /terminated by signal|exited with exit code|not properly shut down|reinitializing|could not/;
const progress = /elapsed time/;

/**
 * The level at which a line is passed on; undefined drops it. Errors of statements are dropped: the caller has them
 * already, and their text can quote values ("invalid input syntax for type integer: …").
 */
export function toLevel(line: LogLine): keyof Log | undefined {
  const { process, code, severity, message } = line;
  if (severity === 'PANIC') return 'error';
  if (severity === 'LOG') {
    if (runsStatements.test(process)) return undefined;
    if (progress.test(message)) return 'info';
    return notable.test(message) || code !== '00000' ? 'warn' : 'debug';
  }
  if (runsStatements.test(process) && !aboutServer.test(code)) return undefined;
  // Ordinary ends of connections (a stop, a client that went away) are FATAL for PostgreSQL, not for us.
  if (/^(57P0[123]|08)/.test(code)) return 'debug';
  return severity === 'WARNING' ? 'warn' : 'error';
}
