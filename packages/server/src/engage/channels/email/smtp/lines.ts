// So many connections to one mail server, kept open while there is something to carry.
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';

export type Login = { user: string; pass: string };
export type Line = { connection: SMTPConnection; carried: number; quiet: NodeJS.Timeout | undefined };

const carriedMax = 200;
/** Servers close what is quiet for some minutes. */
const quietMsMax = 30_000;

export class Lines {
  readonly #options: SMTPConnectionOptions;
  readonly #login: Login | undefined;
  readonly #countMax: number;
  readonly #idle: Line[] = [];
  readonly #busy = new Set<Line>();
  readonly #waiting: (() => void)[] = [];
  /** With those that are being opened. */
  #count = 0;
  #isClosed = false;

  constructor(options: SMTPConnectionOptions, login: Login | undefined, countMax: number) {
    this.#options = options;
    this.#login = login;
    this.#countMax = countMax;
  }

  /** One that nobody else has until it is given back or ended. */
  async take(): Promise<Line> {
    while (!this.#isClosed && this.#count >= this.#countMax && this.#idle.length === 0) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    if (this.#isClosed) throw new Error('The account was closed.');
    const line = this.#idle.pop() ?? (await this.#open());
    clearTimeout(line.quiet);
    this.#busy.add(line);
    return line;
  }

  giveBack(line: Line): void {
    if (this.#isClosed || line.carried >= carriedMax) {
      this.#sayGoodbye(line);
    } else if (this.#busy.delete(line)) {
      line.quiet = setTimeout(() => this.#sayGoodbye(line), quietMsMax);
      line.quiet.unref();
      this.#idle.push(line);
      this.#waiting.shift()?.();
    }
  }

  end(line: Line): void {
    this.#forget(line);
    line.connection.close();
  }

  async close(waitMs: number): Promise<void> {
    this.#isClosed = true;
    for (const line of [...this.#idle]) this.#sayGoodbye(line);
    const until = performance.now() + waitMs;
    while (this.#busy.size > 0 && performance.now() < until)
      await new Promise((done) => setTimeout(done, 20));
    for (const line of [...this.#busy]) this.end(line);
    for (const wake of this.#waiting.splice(0)) wake();
  }

  async #open(): Promise<Line> {
    this.#count += 1;
    try {
      const line = { connection: await connect(this.#options, this.#login), carried: 0, quiet: undefined };
      line.connection.once('end', () => this.#forget(line));
      return line;
    } catch (error) {
      this.#leave();
      throw error;
    }
  }

  #sayGoodbye(line: Line): void {
    this.#forget(line);
    line.connection.quit();
  }

  #forget(line: Line): void {
    clearTimeout(line.quiet);
    const at = this.#idle.indexOf(line);
    if (at !== -1) this.#idle.splice(at, 1);
    if (this.#busy.delete(line) || at !== -1) this.#leave();
  }

  #leave(): void {
    this.#count -= 1;
    this.#waiting.shift()?.();
  }
}

export function connect(options: SMTPConnectionOptions, login: Login | undefined): Promise<SMTPConnection> {
  return new Promise((resolve, reject) => {
    const connection = new SMTPConnection(options);
    // Stays for as long as the connection does: whoever sends by it is told as well, and one that is idle ends.
    connection.on('error', reject);
    connection.once('end', () => reject(new Error('The server closed the connection.')));
    connection.connect((error) => {
      if (error) return reject(error);
      if (login === undefined) return resolve(connection);
      connection.login({ ...login, credentials: login }, (refused) => {
        if (!refused) return resolve(connection);
        reject(refused);
        connection.close();
      });
    });
  });
}
