// Mails reach a real mail server, or it is known why not; and what must not go is nowhere to be found.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { testCertificate } from '../../../../testing/certificate.ts';
import { refusal, startMailServer, type TestMailServer } from '../../../../testing/mail-server.ts';
import type { Hand, Outgoing, Sender, SenderDeps } from '../../channel.ts';
import {
  CredentialsInvalid,
  Misconfigured,
  NotHandedOver,
  Rejected,
  RetryLater,
  Unanswered,
} from '../../faults.ts';
import type { RenderedMail } from '../content.ts';
import { smtpSettings } from './settings.ts';
import { smtp } from './smtp.ts';

const opened: (() => Promise<void>)[] = [];
after(async () => {
  for (const close of opened.reverse()) await close();
});

async function listen(options: Parameters<typeof startMailServer>[0] = {}): Promise<TestMailServer> {
  const server = await startMailServer(options);
  opened.push(server.stop);
  return server;
}
/** Nothing that a mail server needs is asked of Rapport. */
const deps = { workspaceId: 1, accountId: 1 } as SenderDeps;

async function open(port: number, more: object = {}): Promise<Sender<RenderedMail>> {
  const settings = { host: '127.0.0.1', port, security: 'none', from_address: 'shop@shop.example', ...more };
  const sender = await smtp.open(smtpSettings.parse(settings), deps);
  opened.push(() => sender.close());
  return sender;
}
let lastId = 0;
const aMail = (more: Partial<Outgoing<RenderedMail>> = {}): Outgoing<RenderedMail> => {
  lastId += 1;
  return {
    id: String(lastId),
    profileId: 1,
    purpose: 'marketing.email',
    to: { type: 'email', value: 'neha@example.com' },
    rendered: { subject: 'Earrings', html: '<p>New earrings</p>', text: 'New earrings' },
    links: { unsubscribe: null, preferences: 'https://shop.example/p', why: 'https://shop.example/w' },
    language: 'en',
    brand: { slug: 'shop', name: 'Shop' },
    at: Date.UTC(2026, 0, 2),
    ...more,
  };
};
/** As whoever hands over does: some time passes in between. */
const yes: Hand = async (write) => {
  await new Promise((done) => setTimeout(done, 5));
  write();
};
const no: Hand = async () => {
  await new Promise((done) => setTimeout(done, 5));
  throw new NotHandedOver('withdrawn');
};

describe('What may go arrives', () => {
  test('once, to whom it is for, from the address of the account', async () => {
    const server = await listen();
    const sender = await open(server.port);
    const sent = await sender.send(aMail({ id: '17' }), yes);
    assert.equal(sent.providerId, '<17@shop.example>');
    assert.deepEqual(
      server.mails.map(({ from, to }) => ({ from, to })),
      [{ from: 'shop@shop.example', to: ['neha@example.com'] }],
    );
  });

  test('many at once, over few connections that are used again', async () => {
    const server = await listen();
    const sender = await open(server.port, { connections: 3 });
    let most = 0;
    const mails = Array.from({ length: 60 }, () => aMail());
    await Promise.all(
      mails.map((mail) =>
        sender.send(mail, async (write) => {
          most = Math.max(most, server.sockets.size);
          await yes(write);
        }),
      ),
    );
    assert.equal(
      new Set(server.mails.map(({ raw }) => /^Message-ID: (.*)$/im.exec(String(raw))?.[1])).size,
      60,
    );
    assert.equal(most, 3);
  });

  test('also when it is long, and has lines that begin with a dot', async () => {
    const server = await listen();
    const sender = await open(server.port);
    const text = `.\n..\n${'.a line\n'.repeat(60_000)}`;
    await sender.send(aMail({ rendered: { subject: 'Long', html: '<p>.</p>', text } }), yes);
    assert.equal(server.mails[0]?.raw.toString().includes('\n.a line\r\n.a line\r\n'), true);
  });

  test('by the name that the server gives it, where it gives one', async () => {
    const server = await listen({
      onData(stream, _session, done) {
        stream.resume().on('end', () => done(null, '2.0.0 Ok: queued as 4XyZ12abc'));
      },
    });
    const sender = await open(server.port);
    assert.equal((await sender.send(aMail(), yes)).providerId, '4XyZ12abc');
  });

  test('after the server closed the connection that was idle', async () => {
    const server = await listen();
    const sender = await open(server.port, { connections: 1 });
    await sender.send(aMail(), yes);
    for (const socket of server.sockets) socket.destroy();
    await sender.send(aMail(), yes);
    assert.equal(server.mails.length, 2);
  });
});

describe('What must not go', () => {
  test('is not delivered, though all of it but the end was written', async () => {
    let bytes = 0;
    let ended = 0;
    const server = await listen({
      onData(stream, _session, done) {
        stream.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
        });
        stream.on('end', () => {
          ended += 1;
          done();
        });
        stream.on('error', () => {});
      },
    });
    const sender = await open(server.port, { connections: 1 });
    await assert.rejects(sender.send(aMail(), no), NotHandedOver);
    while (server.sockets.size > 0) await new Promise((done) => setTimeout(done, 5));
    assert.ok(bytes > 500, 'the mail was on its way');
    assert.equal(ended, 0);
    await sender.send(aMail(), yes);
    assert.equal(ended, 1, 'the next one goes');
  });

  test('is asked about once, and after the server took the recipient', async () => {
    const steps: string[] = [];
    const server = await listen({
      onRcptTo(_address, _session, done) {
        steps.push('recipient');
        done();
      },
    });
    const sender = await open(server.port);
    await sender.send(aMail(), async (write) => {
      steps.push('asked');
      await yes(write);
      steps.push('written');
    });
    assert.deepEqual(steps, ['recipient', 'asked', 'written']);
  });

  test('is not asked about where the recipient is refused', async () => {
    const server = await listen({
      onRcptTo: (_address, _session, done) => done(refusal(550, 'No such user')),
    });
    const sender = await open(server.port);
    let asked = 0;
    const refused = sender.send(aMail(), async (write) => {
      asked += 1;
      write();
    });
    await assert.rejects(refused, (error) => error instanceof Rejected && error.bounce);
    assert.equal(asked, 0);
  });
});

describe('The connection breaks', () => {
  test('before the end: whoever hands over hears of it, it is tried again later, and nothing arrived', async () => {
    const server = await listen();
    const sender = await open(server.port);
    let heard: unknown;
    const broken = sender.send(aMail(), async (write) => {
      for (const socket of server.sockets) socket.destroy();
      await new Promise((done) => setTimeout(done, 50));
      try {
        write();
      } catch (error) {
        heard = error;
        throw error;
      }
    });
    await assert.rejects(broken, RetryLater);
    assert.ok(heard instanceof RetryLater);
    assert.equal(server.mails.length, 0);
  });

  test('while the mail is on its way: tried again later, and it was never asked about', async () => {
    const server = await listen({
      onRcptTo(_address, _session, done) {
        for (const socket of server.sockets) socket.destroy();
        done();
      },
    });
    const sender = await open(server.port);
    let asked = 0;
    const broken = sender.send(aMail(), async () => {
      asked += 1;
    });
    await assert.rejects(broken, RetryLater);
    assert.equal(asked, 0);
  });

  test('after the end, without an answer: it may have arrived, so it does not go twice', async () => {
    const server = await listen({
      onData(stream) {
        stream.resume().on('end', () => {
          for (const socket of server.sockets) socket.destroy();
        });
      },
    });
    const sender = await open(server.port);
    await assert.rejects(sender.send(aMail(), yes), Unanswered);
  });

  test('nobody listens: tried again later', async () => {
    const server = await startMailServer();
    await server.stop();
    const sender = await open(server.port);
    await assert.rejects(sender.send(aMail(), yes), RetryLater);
    await assert.rejects(sender.probe(), RetryLater);
  });
});

describe('The server refuses', () => {
  type Step = 'onRcptTo' | 'onMailFrom';
  const bounced = (error: unknown) => error instanceof Rejected && error.bounce;
  const rejected = (error: unknown) => error instanceof Rejected && !error.bounce;
  const answers: [Step, number, string, (error: unknown) => boolean][] = [
    ['onRcptTo', 450, 'Greylisted', (error) => error instanceof RetryLater],
    ['onRcptTo', 452, '4.2.2 Mailbox full', (error) => error instanceof RetryLater],
    ['onRcptTo', 550, '5.1.1 Unknown', bounced],
    ['onRcptTo', 553, 'No such mailbox', bounced],
    ['onRcptTo', 550, '5.7.1 Relaying denied', rejected],
    ['onRcptTo', 552, '5.2.2 Full', rejected],
    ['onMailFrom', 550, '5.7.1 Sender not allowed', (error) => error instanceof Misconfigured],
    ['onMailFrom', 552, '5.3.4 Too large', rejected],
    ['onMailFrom', 421, 'Try later', (error) => error instanceof RetryLater],
    ['onMailFrom', 530, '5.7.0 Authentication required', (error) => error instanceof CredentialsInvalid],
  ];
  for (const [step, code, text, check] of answers) {
    test(`${step}: ${code} ${text}`, async () => {
      const server = await listen({
        [step]: (_address: unknown, _session: unknown, done: (error: Error) => void) =>
          done(refusal(code, text)),
      });
      const sender = await open(server.port, { connections: 1 });
      await assert.rejects(sender.send(aMail(), yes), check);
      await assert.rejects(sender.send(aMail(), yes), check);
    });
  }

  test('the mail itself, for its content', async () => {
    const server = await listen({
      onData(stream, _session, done) {
        stream.resume().on('end', () => done(refusal(554, '5.7.1 Looks like spam')));
      },
    });
    const sender = await open(server.port);
    await assert.rejects(sender.send(aMail(), yes), (error) => error instanceof Rejected && !error.bounce);
  });

  test('the password', async () => {
    const server = await listen({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ password }, _session, done) =>
        password === 'right' ? done(null, { user: 'shop' }) : done(refusal(535, '5.7.8 Wrong')),
    });
    const wrong = await open(server.port, { user: 'shop', password: 'wrong' });
    await assert.rejects(wrong.probe(), CredentialsInvalid);
    await assert.rejects(wrong.send(aMail(), yes), CredentialsInvalid);
    const right = await open(server.port, { user: 'shop', password: 'right' });
    await right.probe();
    await right.send(aMail(), yes);
    assert.equal(server.mails.length, 1);
  });
});

describe('TLS', () => {
  test('a server without it is a wrong setting', async () => {
    const server = await listen();
    const sender = await open(server.port, { security: 'starttls' });
    await assert.rejects(sender.probe(), Misconfigured);
  });

  for (const security of ['starttls', 'tls'])
    test(`with a certificate that the account knows, by ${security}`, async () => {
      const server = await listen({ disabledCommands: [], secure: security === 'tls', ...testCertificate });
      const known = { security, certificate_authority: testCertificate.cert };
      const sender = await open(server.port, known);
      await sender.probe();
      await sender.send(aMail(), yes);
      assert.equal(server.mails.length, 1);
      const unknown = await open(server.port, { security });
      await assert.rejects(unknown.send(aMail(), yes), Misconfigured);
      assert.equal(server.mails.length, 1);
    });

  test('from the first byte to a server that speaks without: a wrong setting', async () => {
    const server = await listen();
    const sender = await open(server.port, { security: 'tls' });
    await assert.rejects(sender.probe(), Misconfigured);
  });
});

test('A host that does not exist is a wrong setting', async () => {
  const sender = await open(25, { host: 'mail.nowhere.invalid' });
  await assert.rejects(
    sender.probe(),
    (error) => error instanceof Misconfigured || error instanceof RetryLater,
  );
});

test('Closing waits for what is under way', async () => {
  const server = await listen();
  const sender = await open(server.port);
  const sent = sender.send(aMail(), async (write) => {
    await new Promise((done) => setTimeout(done, 100));
    write();
  });
  await new Promise((done) => setTimeout(done, 40));
  await sender.close();
  await sent;
  assert.equal(server.mails.length, 1);
  await assert.rejects(sender.send(aMail(), yes));
});
