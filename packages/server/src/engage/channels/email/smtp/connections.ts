// Carries mails over open connections, each of which takes many, one after the other.
//
// A connection that was quiet may have been closed by the server in the meantime, which shows only when it is used. Then the mail takes
// the next one, as long as no byte of it was read. After a refusal of the mail the connection goes on; after anything else it ends.
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import type { HeldLetter } from './held-letter.ts';
import { connect, Lines, type Login } from './lines.ts';

export type Envelope = { from: string; to: string };

export type Connections = {
  /** The last answer of the server. `makeLetter` is called for each connection that is tried. */
  carry(envelope: Envelope, makeLetter: () => HeldLetter): Promise<string>;
  /** Opens one and closes it. */
  probe(): Promise<void>;
  close(waitMs: number): Promise<void>;
};

export function openConnections(
  options: SMTPConnectionOptions,
  login: Login | undefined,
  countMax: number,
): Connections {
  const lines = new Lines(options, login, countMax);

  async function carry(envelope: Envelope, makeLetter: () => HeldLetter): Promise<string> {
    for (;;) {
      const line = await lines.take();
      const letter = makeLetter();
      const isUsed = line.carried > 0;
      line.carried += 1;
      try {
        const answer = await send(line.connection, envelope, letter);
        lines.giveBack(line);
        return answer;
      } catch (error) {
        if (isRefusal(error)) {
          line.connection.reset((failed) => (failed ? lines.end(line) : lines.giveBack(line)));
        } else lines.end(line);
        if (isUsed && !letter.readableDidRead && isBroken(error)) continue;
        throw error;
      }
    }
  }

  return {
    carry,
    async probe() {
      const connection = await connect(options, login);
      connection.quit();
    },
    close: (waitMs) => lines.close(waitMs),
  };
}

function send(connection: SMTPConnection, envelope: Envelope, letter: HeldLetter): Promise<string> {
  return new Promise((resolve, reject) => {
    connection.send({ ...envelope }, letter, (error, info) =>
      error ? reject(error) : resolve(info?.response ?? ''),
    );
  });
}

type Failure = { code?: string; responseCode?: number };

/** The server does not take this mail, and waits for the next. */
function isRefusal(error: unknown): boolean {
  const { code, responseCode } = error as Failure;
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode !== 421;
}

function isBroken(error: unknown): boolean {
  const { code, responseCode } = error as Failure;
  return responseCode === 421 || ['ECONNECTION', 'ESOCKET', 'ETIMEDOUT'].includes(code ?? '');
}
