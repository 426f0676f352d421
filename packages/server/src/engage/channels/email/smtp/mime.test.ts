// Mails as their recipients get them: signed, with headers that are read in the same way everywhere.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { simpleParser } from 'mailparser';
import { startMailServer, type TestMailServer } from '../../../../testing/mail-server.ts';
import type { Outgoing, SenderDeps } from '../../channel.ts';
import type { RenderedMail } from '../content.ts';
import { makeDkimKey } from './dkim.ts';
import { readMessageId, readReturnAddress } from './marks.ts';
import { smtpSettings } from './settings.ts';
import { smtp } from './smtp.ts';

let server: TestMailServer;
let key: Awaited<ReturnType<typeof makeDkimKey>>;
before(async () => {
  [server, key] = await Promise.all([startMailServer(), makeDkimKey()]);
});
after(() => server.stop());

const secret = 'a secret of sixteen letters';
const rendered: RenderedMail = {
  subject: 'Nowe kolczyki',
  html: '<!doctype html><html><body><p>Zażółć gęślą jaźń</p></body></html>',
  text: 'Zażółć gęślą jaźń',
};
const links = {
  unsubscribe: `https://shop.example/u/${'x'.repeat(300)}`,
  preferences: 'https://shop.example/p',
  why: 'https://shop.example/w',
};

async function sendAndGet(mail: Partial<Outgoing<RenderedMail>>, more: object = {}): Promise<Buffer> {
  const settings = smtpSettings.parse({
    host: '127.0.0.1',
    port: server.port,
    security: 'none',
    from_address: 'shop@shop.example',
    dkim_domain: 'shop.example',
    dkim_selector: 'rapport',
    dkim_private_key: key.privateKey,
    ...more,
  });
  const sender = await smtp.open(settings, {} as SenderDeps);
  const outgoing = {
    id: '17',
    profileId: 1,
    purpose: 'marketing.email',
    to: { type: 'email', value: 'neha@example.com' },
    rendered,
    links,
    language: 'pl',
    brand: { slug: 'shop', name: 'Sklep „Żuraw”, Kraków' },
    at: Date.UTC(2026, 0, 2, 3, 4, 5),
    ...mail,
  };
  await sender.send(outgoing, async (write) => write());
  await sender.close();
  const got = server.mails.at(-1);
  assert.ok(got !== undefined);
  return got.raw;
}

const linesOf = (raw: Buffer): string[] => (raw.toString('latin1').split('\r\n\r\n')[0] ?? '').split('\r\n');
const lineOf = (raw: Buffer, name: string): string | undefined =>
  linesOf(raw).find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));

async function verify(raw: Buffer) {
  const resolver = async (name: string, type: string) => {
    assert.deepEqual([name, type], ['rapport._domainkey.shop.example', 'TXT']);
    return [[key.record]];
  };
  const { results } = await dkimVerify(raw, { resolver });
  return results[0];
}

describe('DKIM', () => {
  test('the signature holds, and covers how to stop', async () => {
    const result = await verify(await sendAndGet({}));
    assert.equal(result?.status.result, 'pass', String(result?.status.comment));
    for (const name of [
      'From',
      'Subject',
      'To',
      'Date',
      'Message-ID',
      'List-Unsubscribe',
      'List-Unsubscribe-Post',
    ]) {
      assert.ok(result?.signingHeaders?.keys.toLowerCase().split(/:\s*/).includes(name.toLowerCase()), name);
    }
  });

  test('holds for texts of all kinds', async () => {
    const texts = [
      '',
      'a',
      'a  b \t \r\n\r\n\r\n',
      '.\n..\n',
      `${'long '.repeat(3000)}`,
      'a\nb\rc\r\nd',
      '繁體中文 🎉',
    ];
    for (const text of texts) {
      const raw = await sendAndGet({ rendered: { subject: text || 'x', html: `<p>${text}</p>`, text } });
      const result = await verify(raw);
      assert.equal(result?.status.result, 'pass', JSON.stringify(text));
    }
  });

  test('breaks when something is changed or added', async () => {
    const raw = (await sendAndGet({ rendered: { ...rendered, subject: 'Ring', text: 'Ring' } })).toString(
      'latin1',
    );
    for (const changed of [
      raw.replace('Subject: Ring', 'Subject: Bing'),
      raw.replace('\r\n\r\nRing', '\r\n\r\nBing'),
      raw.replace('List-Unsubscribe: <https://shop', 'List-Unsubscribe: <https://evil'),
      raw.replace('\r\nTo:', '\r\nSubject: Bing\r\nTo:'),
    ]) {
      assert.notEqual(changed, raw);
      assert.notEqual((await verify(Buffer.from(changed, 'latin1')))?.status.result, 'pass');
    }
  });
});

describe('Headers', () => {
  test('say how to stop, each on one line', async () => {
    const raw = await sendAndGet({});
    assert.equal(lineOf(raw, 'List-Unsubscribe'), `List-Unsubscribe: <${links.unsubscribe}>`);
    assert.equal(lineOf(raw, 'List-Unsubscribe-Post'), 'List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  });

  test('say nothing of stopping where nothing can be stopped', async () => {
    const raw = await sendAndGet({ links: { ...links, unsubscribe: null } });
    assert.equal(
      linesOf(raw).some((line) => /^List-/i.test(line)),
      false,
    );
  });

  test('are the same for the same message, however often it is tried', async () => {
    const [first, second] = [await sendAndGet({}), await sendAndGet({})];
    for (const name of ['Message-ID', 'Date', 'From', 'Subject'])
      assert.equal(lineOf(first, name), lineOf(second, name));
    assert.equal(lineOf(first, 'Message-ID'), 'Message-ID: <17@shop.example>');
    assert.equal(lineOf(first, 'Date'), 'Date: Fri, 02 Jan 2026 03:04:05 +0000');
    assert.equal(lineOf(first, 'Content-Language'), 'Content-Language: pl');
    assert.equal(lineOf(first, 'Auto-Submitted'), 'Auto-Submitted: auto-generated');
  });

  test('carry names and subjects in any script, and lines stay short', async () => {
    for (const subject of [
      '新品耳環，限時九折 🎉',
      'Zażółć gęślą jaźń',
      'a,b;c<d>@"e"',
      '長'.repeat(300),
      'word '.repeat(90).trim(),
    ]) {
      const raw = await sendAndGet({
        rendered: { ...rendered, subject, fromName: `${subject.slice(0, 40)} Żuraw` },
      });
      const mail = await simpleParser(raw);
      assert.equal(mail.subject, subject);
      assert.deepEqual(mail.from?.value, [
        { name: `${subject.slice(0, 40)} Żuraw`, address: 'shop@shop.example' },
      ]);
      const long = linesOf(raw).filter((line) => !/^List-Unsubscribe:/.test(line) && line.length > 78);
      assert.deepEqual(long, []);
      assert.equal((await verify(raw))?.status.result, 'pass');
    }
  });

  test('name the brand where nothing else is said', async () => {
    const named = async (more: object, mail: object = {}) =>
      (await simpleParser(await sendAndGet(mail, more))).from?.value[0]?.name;
    assert.equal(await named({}), 'Sklep „Żuraw”, Kraków');
    assert.equal(await named({ from_name: 'Żuraw' }), 'Żuraw');
  });

  test('cannot be written by a value', async () => {
    const evil = 'x\r\nBcc: all@example.com\r\n\r\nbody';
    const raw = await sendAndGet({
      rendered: { ...rendered, subject: evil, fromName: evil, replyTo: 'a@b.example' },
      brand: { slug: 'x', name: evil },
      language: 'en\r\nX-Evil: 1',
    });
    assert.equal(
      linesOf(raw).some((line) => /^(Bcc|X-Evil)/i.test(line)),
      false,
    );
    assert.equal(lineOf(raw, 'Reply-To'), 'Reply-To: <a@b.example>');
  });

  test('tell the sending service our id, for the one that is asked for answers', async () => {
    const of = async (vendor: string) =>
      sendAndGet(
        {},
        {
          answers_from: vendor,
          answers_secret: 'x',
          dkim_domain: undefined,
          dkim_selector: undefined,
          dkim_private_key: undefined,
        },
      );
    assert.match(String(lineOf(await of('ses'), 'X-SES-MESSAGE-TAGS')), /: rapport_id=17$/);
    assert.match(
      String(lineOf(await of('sendgrid'), 'X-SMTPAPI')),
      /: \{"unique_args":\{"rapport_id":"17"\}\}$/,
    );
    assert.match(String(lineOf(await of('mailgun'), 'X-Mailgun-Variables')), /: \{"rapport_id":"17"\}$/);
    assert.match(String(lineOf(await of('postmark'), 'X-PM-Metadata-rapport_id')), /: 17$/);
  });
});

test('The body is a text and a page, in this order', async () => {
  const raw = await sendAndGet({});
  assert.match(
    raw.toString('latin1'),
    /multipart\/alternative[\s\S]*text\/plain; charset=utf-8[\s\S]*text\/html; charset=utf-8/,
  );
  const mail = await simpleParser(raw);
  assert.equal(mail.text?.trim(), rendered.text);
  assert.equal(String(mail.html).trim(), rendered.html);
});

test('With an address for what comes back, a mail carries marks that nobody can make up', async () => {
  const raw = await sendAndGet({}, { inbound_address: 'back@in.shop.example', inbound_secret: secret });
  const bounce = server.mails.at(-1)?.from ?? '';
  assert.match(bounce, /^back\+b17\.[0-9a-f]{20}@in\.shop\.example$/);
  assert.deepEqual(readReturnAddress(bounce, secret), { purpose: 'bounce', id: '17' });
  assert.equal(readReturnAddress(bounce.replace('b17', 'b18'), secret), undefined);
  assert.equal(readReturnAddress(bounce, 'another secret, as long'), undefined);
  assert.equal(readMessageId(lineOf(raw, 'Message-ID') ?? '', secret), '17');
  assert.equal(readMessageId('<17@shop.example>', secret), undefined);
  const [, mailbox = ''] =
    /, <mailto:([^?]+)\?subject=unsubscribe>$/.exec(lineOf(raw, 'List-Unsubscribe') ?? '') ?? [];
  assert.deepEqual(readReturnAddress(mailbox, secret), { purpose: 'unsubscribe', id: '17' });
});

test('Settings that cannot work are not taken', () => {
  const base = { host: 'mail.example', from_address: 'a@b.example' };
  const check = (more: object) => smtpSettings.safeParse({ ...base, ...more }).success;
  assert.equal(check({}), true);
  assert.equal(check({ user: 'a' }), false);
  assert.equal(check({ dkim_domain: 'b.example', dkim_selector: 's' }), false);
  assert.equal(check({ dkim_domain: 'b.example', dkim_selector: 's', dkim_private_key: 'no key' }), false);
  assert.equal(check({ answers_from: 'ses' }), false);
  assert.equal(check({ inbound_address: 'a@b.example' }), false);
  assert.equal(check({ from_address: 'a@b.example\r\nBcc: c@d.example' }), false);
  assert.equal(check({ host: 'mail.example/../x' }), false);
});
