// rapport reset-password E-MAIL: a new password for a member who forgot theirs.
import { resolve } from 'node:path';
import { AppError, isAppError } from '@rapport/protocol';
import { resetPassword } from '../first-start.ts';
import { systemClock } from '../platform/clock/index.ts';
import { type Config, parseConfig } from '../platform/config/index.ts';
import { holdsData, openDataDirectory } from '../platform/data-directory/index.ts';
import { openRelational } from '../platform/engines/index.ts';
import { openLog } from '../platform/log/index.ts';
import type { Database } from '../platform/postgres/index.ts';

const usage = `rapport reset-password E-MAIL

Gives the member with this e-mail address a new password, shows it once, and ends all their sessions.
Stop Rapport first, unless its database is a server of your own (RAPPORT_DATABASE_URL).
`;

/** Resolves with the exit code: 0 done, 1 where nobody has this address or the call is not understood. */
export async function runResetPassword(argv: string[]): Promise<number> {
  const [email, ...more] = argv;
  const asksForHelp = email === '--help' || email === '-h';
  if (email === undefined || more.length > 0 || email.startsWith('-')) {
    process.stdout.write(usage);
    return asksForHelp ? 0 : 1;
  }
  const outcome = await withDatabase(parseConfig(process.env), (db) => resetPassword(db, email));
  if ('members' in outcome) {
    process.stderr.write(
      `No member has the e-mail address ${email}. There is: ${outcome.members.join(', ')}\n`,
    );
    return 1;
  }
  process.stdout.write(
    `The new password of ${outcome.email} is ${outcome.password} (shown once)\nAll sessions of this member have ended.\n`,
  );
  return 0;
}

/** Opens PostgreSQL as a start does, and nothing else. */
async function withDatabase<T>(config: Config, work: (db: Database) => Promise<T>): Promise<T> {
  const log = openLog(config.logLevel);
  // A server of its own takes a second visitor; the embedded one belongs to whoever holds the data directory.
  const dataDirectory = config.databaseUrl === undefined ? await holdDirectory(config, log) : undefined;
  try {
    const { db, close } = await openRelational(config.databaseUrl, dataDirectory, log);
    try {
      return await work(db);
    } finally {
      await close();
    }
  } finally {
    await dataDirectory?.release();
  }
}

async function holdDirectory({ dataDir }: Config, log: ReturnType<typeof openLog>) {
  // Otherwise a mistyped path would become an empty data directory.
  if (!(await holdsData(dataDir))) {
    const sentence = `There is no data of Rapport in ${resolve(dataDir)}. Name its data directory with RAPPORT_DATA_DIR, as for the start.`;
    throw new AppError('data_directory_unusable', sentence);
  }
  return openDataDirectory(dataDir, log, systemClock()).catch((error: unknown) => {
    if (!isAppError(error) || error.code !== 'data_directory_in_use') throw error;
    const who = error.details.pid === undefined ? 'Rapport' : `Rapport (process ${error.details.pid})`;
    const sentence = `${who} is running on ${resolve(dataDir)}. Stop it with Ctrl-C or kill, run this again, and then start it.`;
    throw new AppError('data_directory_in_use', sentence, error.details, error);
  });
}
