// A mail server on this machine that keeps what it gets, and refuses what it is told to.
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';

export type KeptMail = { from: string; to: string[]; raw: Buffer };

export type TestMailServer = {
  port: number;
  mails: KeptMail[];
  /** Connections that are open. */
  sockets: Set<Socket>;
  stop(): Promise<void>;
};

/** Listens without TLS unless the options say otherwise. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<TestMailServer> {
  const mails: KeptMail[] = [];
  const sockets = new Set<Socket>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push(toMail(session, Buffer.concat(chunks)));
        done();
      });
    },
    ...options,
  });
  // What clients do to their connections is for the tests to see.
  server.on('error', () => {});
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    sockets,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function toMail({ envelope }: SMTPServerSession, raw: Buffer): KeptMail {
  return {
    from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address),
    raw,
  };
}

/** A refusal with this code. */
export function refusal(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}
