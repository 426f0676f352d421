// A line to PostgreSQL that can be cut at one statement: before it is heard, or after it is done and before the answer
// is heard. That is the one moment of a crash that no random kill is likely to hit.
import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Cut = {
  /** The name of a prepared statement, or `commit`. */
  at: string;
  /** Only on a connection that ran this statement in the same transaction. */
  behind?: string;
  /** `heard`: PostgreSQL does it, but its answer is lost. `unheard`: it never gets there. */
  kind: 'heard' | 'unheard';
};

export type DatabaseLine = {
  /** Address of the same database over this line. */
  url: string;
  /** Cuts the connection the next `times` times that a statement fits. */
  cutAt(cut: Cut, times?: number): void;
  /** Lets everything pass again. */
  heal(): void;
  /** How often it was cut since the last `cutAt`. */
  cuts(): number;
  close(): Promise<void>;
};

/** Opens a line to the database of this address, whose host is the folder of a Unix socket. */
export async function openDatabaseLine(databaseUrl: string): Promise<DatabaseLine> {
  const target = new URL(databaseUrl);
  const socketName = `.s.PGSQL.${target.port}`;
  const targetPath = join(target.searchParams.get('host') as string, socketName);
  const folder = await mkdtemp(join(tmpdir(), 'rapport-line-'));
  const sockets = new Set<Socket>();
  let armed: { cut: Cut; left: number } | undefined;
  let cuts = 0;

  const server = createServer((client) => {
    const database = createConnection(targetPath);
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        database.destroy();
      });
    }
    let behind = false;
    let answerIsLost = false;
    client.on('data', (bytes) => {
      const cut = armed?.cut;
      if (cut?.behind !== undefined && bytes.includes(`${cut.behind}\0`)) behind = true;
      const fits = cut !== undefined && bytes.includes(`${cut.at}\0`) && (cut.behind === undefined || behind);
      if (fits && armed !== undefined && armed.left > 0) {
        armed.left -= 1;
        cuts += 1;
        if (cut.kind === 'unheard') {
          client.destroy();
          return;
        }
        answerIsLost = true;
      }
      if (bytes.includes('commit\0')) behind = false;
      database.write(bytes);
    });
    database.on('data', (bytes) => {
      if (answerIsLost) client.destroy();
      else client.write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(join(folder, socketName), resolve));
  target.searchParams.set('host', folder);
  return {
    url: target.href,
    cutAt(cut, times = 1) {
      armed = { cut, left: times };
      cuts = 0;
    },
    heal() {
      armed = undefined;
    },
    cuts: () => cuts,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
