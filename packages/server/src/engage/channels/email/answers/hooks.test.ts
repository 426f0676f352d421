// Web hooks of sending services tell what became of a mail, and nobody else can.
import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, test } from 'node:test';
import type { Answer, AnswerRequest } from '../../channel.ts';
import { CredentialsInvalid, Misconfigured } from '../../faults.ts';
import { smtpSettings, type Vendor } from '../smtp/settings.ts';
import { readAnswers } from './index.ts';
import { readSes } from './ses.ts';
import { toAmazonUrl } from './sns.ts';

const at = Date.UTC(2026, 5, 1, 12);
const seconds = at / 1000;
const requestOf = (body: unknown, headers: Record<string, string> = {}): AnswerRequest => ({
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  url: 'https://rapport.example/hooks/1',
  at,
});
const settingsOf = (vendor: Vendor, secret: string) =>
  smtpSettings.parse({
    host: 'smtp.example',
    from_address: 'shop@shop.example',
    answers_from: vendor,
    answers_secret: secret,
  });
/** Whom it is about is checked once for each service. */
const brief = (answers: Answer[]) =>
  answers.map(({ kind, message, hard, machine, url, text }) => ({
    kind,
    ...(message === undefined ? {} : { message }),
    ...(hard === undefined ? {} : { hard }),
    ...(machine === undefined ? {} : { machine }),
    ...(url === undefined ? {} : { url }),
    ...(text === undefined ? {} : { text }),
  }));

describe('SendGrid', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const settings = settingsOf(
    'sendgrid',
    publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  );
  const events = [
    { event: 'processed', 'smtp-id': '<17@shop.example>' },
    { event: 'deferred', response: '400 try again later', attempt: '5' },
    { event: 'delivered', response: '250 OK' },
    { event: 'open', useragent: 'Mozilla/4.0', ip: '192.0.2.1', sg_machine_open: true },
    { event: 'click', url: 'https://shop.example/1', url_offset: { index: 0, type: 'html' } },
    { event: 'bounce', type: 'bounce', reason: '550 5.1.1 unknown', status: '5.1.1' },
    { event: 'bounce', type: 'blocked', reason: '554 spam', status: '5.7.1' },
    { event: 'dropped', reason: 'Bounced Address', status: '5.0.0' },
    { event: 'spamreport' },
    { event: 'group_unsubscribe', asm_group_id: 10 },
  ].map((event, number) => ({
    email: 'Neha@Example.com',
    timestamp: seconds - 60,
    sg_event_id: `event-${number}`,
    sg_message_id: '14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0',
    rapport_id: '17',
    ...event,
  }));
  const signed = (body: string, time = String(seconds), key: KeyObject = privateKey) =>
    requestOf(body, {
      'x-twilio-email-event-webhook-timestamp': time,
      'x-twilio-email-event-webhook-signature': sign('sha256', Buffer.from(time + body), key).toString(
        'base64',
      ),
    });

  test('tells of each event what it means', async () => {
    const answers = await readAnswers(signed(JSON.stringify(events)), settings);
    const message = { id: '17' };
    assert.deepEqual(brief(answers), [
      { kind: 'delivered', message, text: '250 OK' },
      { kind: 'opened', message, machine: true },
      { kind: 'clicked', message, url: 'https://shop.example/1' },
      { kind: 'bounced', message, hard: true, text: '550 5.1.1 unknown' },
      { kind: 'bounced', message, hard: false, text: '554 spam' },
      { kind: 'failed', message, text: 'Bounced Address' },
      { kind: 'complained', message },
      { kind: 'unsubscribed', message },
    ]);
    assert.deepEqual(answers[0]?.point, { type: 'email', value: 'neha@example.com' });
    assert.equal(answers[0]?.at, at - 60_000);
    assert.equal(new Set(answers.map(({ answerId }) => answerId)).size, answers.length);
  });

  test('only when it is signed, as it is, by this key, not long ago', async () => {
    const body = JSON.stringify(events);
    const other = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
    const changed = signed(body);
    changed.body = Buffer.from(body.replace('bounce', 'open'));
    const days = String(seconds - 2 * 86_400);
    for (const request of [
      requestOf(body),
      changed,
      signed(body, String(seconds), other),
      signed(body, days),
    ]) {
      await assert.rejects(readAnswers(request, settings), CredentialsInvalid);
    }
  });

  test('in no form but its own', async () => {
    for (const body of ['', '{', '{}', '[{"event":"open"}]', 'null']) {
      await assert.rejects(readAnswers(signed(body), settings), Misconfigured, body);
    }
    await assert.rejects(readAnswers(signed('[]'), settingsOf('sendgrid', 'no key')), Misconfigured);
  });
});

describe('Mailgun', () => {
  const key = 'key-of-web-hooks';
  const settings = settingsOf('mailgun', key);
  const signed = (event: object, time = String(seconds), by = key) => {
    const token = 'b5fb9eae14d75e3fa1f9bd4a7d9c';
    const signature = createHmac('sha256', by)
      .update(time + token)
      .digest('hex');
    return requestOf({
      signature: { timestamp: time, token, signature },
      'event-data': {
        id: 'CPgfbmQMTCKtHW6uIWtuVe',
        timestamp: seconds - 0.5,
        recipient: 'neha@example.com',
        message: { headers: { 'message-id': '17@shop.example' } },
        'user-variables': { rapport_id: '17' },
        ...event,
      },
    });
  };

  test('tells of each event what it means', async () => {
    const message = { id: '17' };
    const read = async (event: object) => brief(await readAnswers(signed(event), settings))[0];
    const status = (code: number, text: string) => ({
      'delivery-status': { code, message: text, description: '' },
    });
    assert.deepEqual(await read({ event: 'accepted' }), undefined);
    assert.deepEqual(await read({ event: 'delivered', ...status(250, 'OK') }), {
      kind: 'delivered',
      message,
      text: 'OK',
    });
    const gone = {
      event: 'failed',
      severity: 'permanent',
      reason: 'bounce',
      ...status(550, '5.1.1 unknown'),
    };
    assert.deepEqual(await read(gone), { kind: 'bounced', message, hard: true, text: '5.1.1 unknown' });
    const full = { event: 'failed', severity: 'temporary', reason: 'generic', ...status(452, 'full') };
    assert.deepEqual(await read(full), undefined, 'it is still tried');
    const blocked = { event: 'failed', severity: 'permanent', reason: 'espblock' };
    assert.deepEqual(await read(blocked), { kind: 'bounced', message, hard: false, text: 'espblock' });
    const machine = { event: 'opened', 'client-info': { bot: 'apple', 'client-os': 'unknown' } };
    assert.deepEqual(await read(machine), { kind: 'opened', message, machine: true });
    assert.deepEqual(await read({ event: 'opened', 'client-info': { bot: '' } }), {
      kind: 'opened',
      message,
    });
    const click = { event: 'clicked', url: 'https://shop.example/1' };
    assert.deepEqual(await read(click), { kind: 'clicked', message, url: 'https://shop.example/1' });
    assert.deepEqual(await read({ event: 'complained' }), { kind: 'complained', message });
    assert.deepEqual(await read({ event: 'unsubscribed' }), { kind: 'unsubscribed', message });
    const [delivered] = await readAnswers(signed({ event: 'delivered' }), settings);
    assert.equal(delivered?.at, at - 500);
  });

  test('only when it is signed, not long ago', async () => {
    const event = { event: 'complained' };
    for (const request of [
      signed(event, String(seconds), 'another key'),
      signed(event, String(seconds - 2 * 86_400)),
      signed(event, String(seconds + 3600)),
      signed(event, 'x'),
    ]) {
      await assert.rejects(readAnswers(request, settings), CredentialsInvalid);
    }
    await assert.rejects(readAnswers(requestOf({ 'event-data': event }), settings), Misconfigured);
  });
});

describe('Postmark', () => {
  const settings = settingsOf('postmark', 'rapport:secret');
  const authorization = `Basic ${Buffer.from('rapport:secret').toString('base64')}`;
  const read = (hook: object) =>
    readAnswers(
      requestOf(
        { MessageID: '883953f4-6105-42a2-a16a-77a8eac79483', Metadata: { rapport_id: '17' }, ...hook },
        { authorization },
      ),
      settings,
    );
  const time = '2026-06-01T11:59:00.2735393Z';

  test('tells of each hook what it means', async () => {
    const message = { id: '17' };
    const of = async (hook: object) => brief(await read(hook))[0];
    const delivery = {
      RecordType: 'Delivery',
      Recipient: 'Neha@Example.com',
      DeliveredAt: time,
      Details: 'Test',
    };
    assert.deepEqual(await of(delivery), { kind: 'delivered', message, text: 'Test' });
    const bounce = { RecordType: 'Bounce', ID: 42, TypeCode: 1, Email: 'neha@example.com', BouncedAt: time };
    const hard = { ...bounce, Type: 'HardBounce', Description: 'Unknown user.', Details: '550' };
    assert.deepEqual(await of(hard), { kind: 'bounced', message, hard: true, text: 'Unknown user. 550' });
    assert.deepEqual(await of({ ...bounce, Type: 'SoftBounce' }), { kind: 'bounced', message, hard: false });
    assert.deepEqual(await of({ ...bounce, Type: 'Transient' }), undefined, 'it is still tried');
    assert.deepEqual(await of({ ...bounce, Type: 'AutoResponder' }), undefined);
    assert.deepEqual(await of({ ...bounce, Type: 'Unsubscribe' }), { kind: 'unsubscribed', message });
    assert.deepEqual(await of({ ...bounce, RecordType: 'SpamComplaint' }), { kind: 'complained', message });
    assert.deepEqual(await of({ RecordType: 'Open', ReceivedAt: time, FirstOpen: true }), {
      kind: 'opened',
      message,
    });
    const click = { RecordType: 'Click', ReceivedAt: time, OriginalLink: 'https://shop.example/1' };
    assert.deepEqual(await of(click), { kind: 'clicked', message, url: 'https://shop.example/1' });
    const [{ point, at: toldAt } = {}] = await read(delivery);
    assert.deepEqual(point, { type: 'email', value: 'neha@example.com' });
    assert.equal(toldAt, Date.parse(time));
  });

  test('a change of the subscription is one only where the person made it', async () => {
    const change = {
      RecordType: 'SubscriptionChange',
      Recipient: 'neha@example.com',
      ChangedAt: time,
      SuppressSending: true,
    };
    const of = async (more: object) =>
      brief(await read({ ...change, MessageID: null, Metadata: {}, ...more }));
    assert.deepEqual(await of({ SuppressionReason: 'ManualSuppression' }), [{ kind: 'unsubscribed' }]);
    assert.deepEqual(await of({ SuppressionReason: 'HardBounce' }), []);
    assert.deepEqual(await of({ SuppressionReason: null, SuppressSending: false }), []);
  });

  test('only with the password', async () => {
    for (const wrong of ['', 'Basic x', `Basic ${Buffer.from('rapport:other').toString('base64')}`]) {
      await assert.rejects(
        readAnswers(requestOf({ RecordType: 'Open' }, { authorization: wrong }), settings),
        CredentialsInvalid,
      );
    }
  });
});

describe('Amazon SES', () => {
  const topic = 'arn:aws:sns:eu-west-1:123456789012:mails';
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const certificate = publicKey.export({ format: 'pem', type: 'spki' }).toString();
  const fetched: string[] = [];
  const fetchText = async (address: string) => {
    fetched.push(address);
    return certificate;
  };
  let place = 0;
  function envelopeOf(told: unknown, more: Record<string, string> = {}, key: KeyObject = privateKey) {
    place += 1;
    const envelope: Record<string, string> = {
      Type: 'Notification',
      MessageId: 'da41e39f-ea4d-435a-b922-c6aae3915ebe',
      TopicArn: topic,
      Message: typeof told === 'string' ? told : JSON.stringify(told),
      Timestamp: new Date(at - 1000).toISOString(),
      SignatureVersion: '2',
      SigningCertURL: `https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-${place}.pem`,
      ...more,
    };
    const names =
      envelope.Type === 'Notification'
        ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
        : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
    const text = names
      .filter((name) => envelope[name])
      .map((name) => `${name}\n${envelope[name]}\n`)
      .join('');
    envelope.Signature ??= sign(
      envelope.SignatureVersion === '1' ? 'sha1' : 'sha256',
      Buffer.from(text),
      key,
    ).toString('base64');
    return requestOf(envelope, { 'content-type': 'text/plain; charset=UTF-8' });
  }
  const read = (request: AnswerRequest) => readSes(request, topic, fetchText);
  const mail = {
    timestamp: '2026-06-01T11:58:00.000Z',
    messageId: '0102018e5c3c0a4f-5f1c6d5e-0000-4f2a-9d3c-000000000000-000000',
    destination: ['neha@example.com'],
    tags: { rapport_id: ['17'], 'ses:configuration-set': ['shop'] },
  };
  const time = '2026-06-01T11:59:00.000Z';

  test('tells of each event what it means', async () => {
    const message = { id: '17' };
    const of = async (told: object) => brief(await read(envelopeOf({ mail, ...told })));
    const bounce = {
      bounceSubType: 'General',
      bouncedRecipients: [
        { emailAddress: 'neha@example.com', action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550' },
      ],
      timestamp: time,
      feedbackId: '1',
    };
    assert.deepEqual(await of({ eventType: 'Send', send: {} }), []);
    assert.deepEqual(await of({ eventType: 'Bounce', bounce: { bounceType: 'Permanent', ...bounce } }), [
      { kind: 'bounced', message, hard: true, text: 'smtp; 550' },
    ]);
    assert.deepEqual(await of({ eventType: 'Bounce', bounce: { bounceType: 'Transient', ...bounce } }), [
      { kind: 'bounced', message, hard: false, text: 'smtp; 550' },
    ]);
    const complaint = {
      complainedRecipients: [{ emailAddress: 'neha@example.com' }],
      timestamp: time,
      complaintFeedbackType: 'abuse',
    };
    assert.deepEqual(await of({ eventType: 'Complaint', complaint }), [
      { kind: 'complained', message, text: 'abuse' },
    ]);
    const delivery = { timestamp: time, recipients: ['neha@example.com'], smtpResponse: '250 ok' };
    assert.deepEqual(await of({ eventType: 'Delivery', delivery }), [
      { kind: 'delivered', message, text: '250 ok' },
    ]);
    assert.deepEqual(await of({ eventType: 'Open', open: { timestamp: time, userAgent: 'x' } }), [
      { kind: 'opened', message },
    ]);
    const click = { timestamp: time, link: 'https://shop.example/1', linkTags: null };
    assert.deepEqual(await of({ eventType: 'Click', click }), [
      { kind: 'clicked', message, url: 'https://shop.example/1' },
    ]);
    assert.deepEqual(await of({ eventType: 'Reject', reject: { reason: 'Bad content' } }), [
      { kind: 'failed', message, text: 'Bad content' },
    ]);
  });

  test('a notification without tags names the mail by the id that SES gave it', async () => {
    const told = {
      notificationType: 'Delivery',
      mail: { ...mail, tags: undefined },
      delivery: { timestamp: time },
    };
    const [answer] = await read(envelopeOf(told, { SignatureVersion: '1', Subject: 'Amazon SES' }));
    assert.deepEqual(answer?.message, { providerId: mail.messageId });
    assert.equal(answer?.at, Date.parse(time));
  });

  test('a topic is confirmed at Amazon, and nowhere else', async () => {
    const subscribe = {
      Type: 'SubscriptionConfirmation',
      Token: 'x',
      SubscribeURL: 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=x',
    };
    assert.deepEqual(await read(envelopeOf('You have chosen to subscribe', subscribe)), []);
    assert.equal(fetched.at(-1), subscribe.SubscribeURL);
    assert.deepEqual(
      await read(envelopeOf('Successfully validated SNS topic for Amazon SES event publishing.')),
      [],
    );
  });

  test('only when Amazon signed it, for this topic, not long ago', async () => {
    const told = {
      notificationType: 'Complaint',
      mail,
      complaint: { complainedRecipients: [], timestamp: time },
    };
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    for (const request of [
      envelopeOf(told, {}, other),
      envelopeOf(told, { Signature: 'x' }),
      envelopeOf(told, { TopicArn: 'arn:aws:sns:eu-west-1:666666666666:mails' }),
      envelopeOf(told, { Timestamp: new Date(at - 2 * 86_400_000).toISOString() }),
      envelopeOf(told, { SigningCertURL: 'https://sns.eu-west-1.amazonaws.com.evil.example/x.pem' }),
    ]) {
      const before = fetched.length;
      await assert.rejects(read(request), CredentialsInvalid);
      assert.equal(
        fetched.slice(before).some((address) => address.includes('evil')),
        false,
      );
    }
  });

  test('nothing is fetched but from Amazon', () => {
    assert.equal(
      toAmazonUrl('https://sns.cn-north-1.amazonaws.com.cn/a.pem').hostname,
      'sns.cn-north-1.amazonaws.com.cn',
    );
    for (const address of [
      'http://sns.eu-west-1.amazonaws.com/a.pem',
      'https://sns.eu-west-1.amazonaws.com:8443/a.pem',
      'https://user@sns.eu-west-1.amazonaws.com/a.pem',
      'https://bucket.s3.amazonaws.com/a.pem',
      'https://sns.evil.example/a.pem',
      'https://127.0.0.1/a.pem',
      'file:///etc/passwd',
      'no address',
    ]) {
      assert.throws(() => toAmazonUrl(address), CredentialsInvalid, address);
    }
  });
});

test('An account that asks nobody for answers takes none', async () => {
  const settings = smtpSettings.parse({ host: 'smtp.example', from_address: 'shop@shop.example' });
  await assert.rejects(readAnswers(requestOf({}), settings), Misconfigured);
});
