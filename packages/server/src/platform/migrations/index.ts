// Forward-only SQL migrations for both engines, run at start under a lock.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@rapport/protocol';
import type { ClickHouse } from '../clickhouse/index.ts';
import type { Clock } from '../clock/index.ts';
import type { Database } from '../postgres/index.ts';

type Migration = { number: number; name: string; sql: string };

const folders = {
  postgres: join(import.meta.dirname, '../../../migrations'),
  clickhouse: join(import.meta.dirname, '../../../migrations-clickhouse'),
};

// Any constant will do, as long as nobody else locks it.
const lockKey = 4_711_310_001;

/**
 * Brings both engines to the newest schema. Servers that start together take turns. All migrations of
 * PostgreSQL commit at once; those of ClickHouse may run twice after a crash, so their statements say `if not exists`.
 */
export async function migrate(
  db: Database,
  clickhouse: ClickHouse | undefined,
  clock: Clock,
): Promise<string[]> {
  return db.transaction(async function underLock(tx) {
    await tx.query('select pg_advisory_xact_lock($1)', [lockKey]);
    await tx.query(
      `create table if not exists schema_migrations
         (engine text, number int, name text not null, applied_at timestamptz not null, primary key (engine, number))`,
    );
    const rows = await tx.query<{ engine: string; number: number }>(
      'select engine, number from schema_migrations',
    );
    const applied = new Set(rows.map((row) => `${row.engine}:${row.number}`));
    const done: string[] = [];
    for (const engine of ['postgres', 'clickhouse'] as const) {
      if (engine === 'clickhouse' && clickhouse === undefined) continue;
      const migrations = await listMigrations(folders[engine]);
      refuseNewer(engine, migrations, rows);
      for (const migration of migrations) {
        if (applied.has(`${engine}:${migration.number}`)) continue;
        if (engine === 'postgres') await tx.query(migration.sql);
        else for (const statement of toStatements(migration.sql)) await clickhouse?.command(statement);
        await tx.query(
          'insert into schema_migrations (engine, number, name, applied_at) values ($1, $2, $3, $4)',
          [engine, migration.number, migration.name, clock.now()],
        );
        done.push(`${engine} ${migration.name}`);
      }
    }
    return done;
  });
}

async function listMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => ({
      number: Number(name.slice(0, 4)),
      name: name.replace(/\.sql$/, ''),
      sql: await readFile(join(folder, name), 'utf8'),
    })),
  );
}

function refuseNewer(
  engine: string,
  migrations: Migration[],
  rows: { engine: string; number: number }[],
): void {
  const known = Math.max(0, ...migrations.map((migration) => migration.number));
  const found = Math.max(0, ...rows.filter((row) => row.engine === engine).map((row) => row.number));
  if (found <= known) return;
  throw new AppError(
    'config_invalid',
    `The ${engine} schema has migration ${found}, this Rapport knows ${known}. Start the newer Rapport that made it.`,
  );
}

/** ClickHouse takes one statement a call. Statements end with a semicolon at the end of a line. */
const toStatements = (sql: string): string[] =>
  sql
    .split(/;\s*$/m)
    .map((statement) => statement.replace(/^--.*$/gm, '').trim())
    .filter((statement) => statement !== '');
