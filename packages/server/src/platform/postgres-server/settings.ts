// How PostgreSQL is set up: for a laptop with two cores, within Rapport's 2 GiB, and without giving up durability.

export type Settings = Readonly<Record<string, string | number>>;

/**
 * Given on the command line, so that code is the only place where they are kept: files of the cluster and
 * `ALTER SYSTEM` cannot drift away from a release.
 */
export const settingsOfEmbedded: Settings = {
  // Only the Unix socket; its folder is the protection.
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: 60,

  // Memory. Shared buffers are the only large block; the rest is per use and short-lived.
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  autovacuum_work_mem: '64MB',
  huge_pages: 'off',

  // Two cores, shared with the pipeline and with ClickHouse: many short statements, no parallel plans, no compiler.
  jit: 'off',
  max_parallel_workers_per_gather: 0,
  max_parallel_maintenance_workers: 0,
  max_worker_processes: 4,
  io_method: 'sync',
  random_page_cost: 1.1,
  autovacuum_max_workers: 2,
  // The queue tables turn over quickly; the default of a minute lets them swell.
  autovacuum_naptime: '15s',

  // Durability: an acknowledged write survives a power cut. These three are said here so that nobody has to guess.
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',

  // Write-ahead log: rare checkpoints, since each makes every page be logged whole again. Nobody replicates from here.
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_logical_replication_workers: 0,
  wal_compression: 'on',
  wal_buffers: '16MB',
  max_wal_size: '4GB',
  min_wal_size: '256MB',
  checkpoint_timeout: '15min',

  // A crashed backend brings the whole server down, and the supervisor starts it again: one path instead of two.
  restart_after_crash: 'off',

  // Time and language do not depend on the machine.
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',

  // The log goes to our own. It must hold no personal data: no statements, no parameters, no DETAIL ("Key
  // (email)=(…) already exists"), and what remains is filtered again in log-lines.ts.
  log_destination: 'stderr',
  logging_collector: 'off',
  log_line_prefix: '<%b|%p|%e> ',
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_min_duration_statement: -1,
  log_autovacuum_min_duration: -1,
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
  log_checkpoints: 'off',
  log_startup_progress_interval: '2s',
};

/** For data that may be lost: a server that lives as long as a test. Never for real data. */
export const settingsForThrowAwayData: Settings = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  shared_buffers: '64MB',
  max_wal_size: '256MB',
  min_wal_size: '32MB',
};

/** `-c name=value` for each, later settings replacing earlier ones. */
export function toArguments(...all: readonly Settings[]): string[] {
  return Object.entries(Object.assign({}, ...all) as Settings).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
}
