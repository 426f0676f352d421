// A mail server that can be made to behave badly, down to what is no SMTP at all.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Behaviour, Fixture } from '../test-fixture.ts';
import { email } from './email.ts';

type Server = {
  port: number;
  behaviour: Behaviour;
  taken: string[];
  close(): Promise<void>;
};

/** What is said to each command where it behaves well. */
const answers: [begins: RegExp, answer: string][] = [
  [/^EHLO/i, '250-mail.test\r\n250 AUTH PLAIN'],
  [/^AUTH/i, '235 2.7.0 Welcome'],
  [/^(MAIL|RCPT|RSET|NOOP)/i, '250 2.0.0 Ok'],
  [/^DATA/i, '354 Go ahead'],
  [/^QUIT/i, '221 Bye'],
];
const badly: Partial<Record<Behaviour, { step: RegExp; answer: string }>> = {
  nobody: { step: /^RCPT/i, answer: '550 5.1.1 Nobody is here' },
  stranger: { step: /^(AUTH|MAIL)/i, answer: '535 5.7.8 Who are you?' },
};
/** Said of a mail that is whole. */
const ends: Partial<Record<Behaviour, string>> = {
  well: '250 2.0.0 Ok',
  busy: '451 4.3.0 Not now',
  refusing: '554 5.7.1 Not this one',
  malformed: 'I have it, thank you',
};

export const smtpFixture: Fixture = {
  channel: email,
  provider: email.providers.find(({ slug }) => slug === 'smtp') as Fixture['provider'],
  behaviours: ['stall', 'reset', 'busy', 'refusing', 'nobody', 'stranger', 'malformed'],
  async open() {
    const server = await listen();
    return {
      settings: {
        ...{ host: '127.0.0.1', port: server.port, security: 'none', from_address: 'shop@shop.example' },
        ...{ user: 'shop', password: 'secret', connections: 2 },
      },
      to: { type: 'email', value: 'neha@example.com' },
      content: { subject: 'For {{ person.name }}', html: '<p>Hello {{ person.name }}</p>' },
      behave(behaviour) {
        server.behaviour = behaviour;
      },
      listTaken: () => [...server.taken],
      close: server.close,
    };
  },
};

export const outboxFixture: Fixture = {
  channel: email,
  provider: email.providers.find(({ slug }) => slug === 'outbox') as Fixture['provider'],
  behaviours: [],
  open: async (db) => ({
    settings: {},
    to: { type: 'email', value: 'neha@example.com' },
    content: { subject: 'Hello {{ person.name }}', html: '<p>Rings</p>' },
    behave() {},
    async listTaken() {
      const rows = await db.query<{ id: number }>('select message_id as id from outbox_mails');
      return rows.map(({ id }) => String(id));
    },
    close: async () => {},
  }),
};

async function listen(): Promise<Server> {
  const sockets = new Set<Socket>();
  const listening = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    serve(socket, server);
  });
  const server: Server = {
    port: 0,
    behaviour: 'well',
    taken: [],
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => listening.close(resolve));
    },
  };
  listening.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  server.port = (listening.address() as AddressInfo).port;
  return server;
}

function serve(socket: Socket, server: Server): void {
  let read = '';
  let isMail = false;
  const say = (answer: string) => socket.write(`${answer}\r\n`);
  say('220 mail.test');
  socket.on('data', (chunk) => {
    read += chunk.toString('latin1');
    for (;;) {
      const border = isMail ? '\r\n.\r\n' : '\r\n';
      const end = read.indexOf(border);
      if (end === -1) return;
      const text = read.slice(0, end);
      read = read.slice(end + border.length);
      if (isMail) {
        isMail = false;
        endMail(text);
      } else command(text);
    }
  });

  function command(line: string): void {
    const bad = badly[server.behaviour];
    if (bad?.step.test(line)) return void say(bad.answer);
    isMail = /^DATA/i.test(line);
    say(answers.find(([begins]) => begins.test(line))?.[1] ?? '502 5.5.1 What?');
  }

  function endMail(mail: string): void {
    if (server.behaviour === 'well') server.taken.push(/^Message-ID: (.*)$/m.exec(mail)?.[1] ?? '');
    if (server.behaviour === 'reset') return void socket.resetAndDestroy();
    const end = ends[server.behaviour];
    if (end !== undefined) say(end);
  }
}
