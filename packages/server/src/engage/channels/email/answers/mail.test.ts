// Mails that come back are read as what they are, and only when they are about one of ours.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer } from '../../channel.ts';
import { CredentialsInvalid, Misconfigured } from '../../faults.ts';
import { toMessageId, toReturnAddress } from '../smtp/marks.ts';
import { smtpSettings } from '../smtp/settings.ts';
import { readAnswers } from './index.ts';
import { withoutQuote } from './replied-text.ts';

const at = Date.UTC(2026, 5, 1, 12);
const secret = 'a secret of sixteen letters';
const messageId = toMessageId('17', 'shop.example', secret);
const bounceTo = toReturnAddress('bounce', '17', 'back@in.shop.example', secret);
const settings = smtpSettings.parse({
  host: 'smtp.example',
  from_address: 'shop@shop.example',
  inbound_address: 'back@in.shop.example',
  inbound_secret: secret,
});

const bring = (lines: string[] | string, authorization = `Bearer ${secret}`): Promise<Answer[]> =>
  readAnswers(
    {
      headers: { 'content-type': 'message/rfc822', authorization },
      body: Buffer.from([lines].flat().join('\r\n')),
      url: 'https://rapport.example/hooks/1',
      at,
    },
    settings,
  );

type Report = { to?: string; fields?: string[]; returned?: string[]; type?: string };
/** As Postfix writes it. */
const aReport = ({
  to = 'back@in.shop.example',
  fields = [],
  returned = [],
  type = 'delivery-status',
}: Report) => [
  'Return-Path: <>',
  'From: MAILER-DAEMON@mx.example (Mail Delivery System)',
  'Subject: Undelivered Mail Returned to Sender',
  `To: ${to}`,
  'Auto-Submitted: auto-replied',
  'MIME-Version: 1.0',
  `Content-Type: multipart/report; report-type=${type}; boundary="b"`,
  '',
  '--b',
  'Content-Type: text/plain; charset=us-ascii',
  '',
  'I am sorry to have to inform you that your message could not be delivered.',
  '',
  '--b',
  `Content-Type: message/${type}`,
  '',
  ...fields,
  '',
  '--b',
  ...(returned.length === 0 ? ['Content-Type: text/plain', ''] : returned),
  '',
  '--b--',
];
const aDsn = (action: string, status: string, more: Report = {}) =>
  aReport({
    fields: [
      'Reporting-MTA: dns; mx.example',
      `X-Postfix-Sender: rfc822; ${bounceTo}`,
      'Arrival-Date: Mon,  1 Jun 2026 11:58:00 +0000 (UTC)',
      '',
      'Final-Recipient: rfc822; Neha@Example.com',
      'Original-Recipient: rfc822;neha@example.com',
      `Action: ${action}`,
      `Status: ${status}`,
      'Remote-MTA: dns; mx.example.com',
      'Diagnostic-Code: smtp; 550 5.1.1 <neha@example.com>: Recipient address',
      '    rejected: User unknown',
    ],
    returned: [
      'Content-Type: text/rfc822-headers',
      '',
      'From: shop@shop.example',
      `Message-ID: ${messageId}`,
    ],
    ...more,
  });

describe('A delivery report', () => {
  test('of an address where nobody is', async () => {
    assert.deepEqual(await bring(aDsn('failed', '5.1.1')), [
      {
        kind: 'bounced',
        message: { id: '17' },
        point: { type: 'email', value: 'neha@example.com' },
        at,
        answerId: 'dsn:17:failed:5.1.1:neha@example.com',
        hard: true,
        text: '550 5.1.1 <neha@example.com>: Recipient address rejected: User unknown',
      },
    ]);
  });

  test('says what is for good', async () => {
    const hardOf = async (action: string, status: string) => (await bring(aDsn(action, status)))[0]?.hard;
    assert.equal(await hardOf('failed', '5.0.0'), true);
    assert.equal(await hardOf('failed', '5.4.4'), true);
    assert.equal(await hardOf('failed', '5.2.2'), false, 'a full mailbox');
    assert.equal(await hardOf('failed', '5.7.1'), false, 'a policy');
    assert.equal(await hardOf('failed', '4.4.1'), false);
    assert.deepEqual(await bring(aDsn('delayed', '4.4.1')), [], 'it is still tried');
    assert.equal((await bring(aDsn('delivered', '2.0.0')))[0]?.kind, 'delivered');
    assert.deepEqual(await bring(aDsn('relayed', '2.0.0')), []);
  });

  test('with the whole mail in it, or with nothing of it but the address to which it came', async () => {
    const whole = [
      'Content-Type: message/rfc822',
      '',
      'From: a@b.example',
      'Message-ID:',
      ` ${messageId}`,
      '',
      'Text',
    ];
    assert.deepEqual((await bring(aDsn('failed', '5.1.1', { returned: whole })))[0]?.message, { id: '17' });
    assert.deepEqual((await bring(aDsn('failed', '5.1.1', { returned: [], to: bounceTo })))[0]?.message, {
      id: '17',
    });
  });

  test('by a header of the server that took it, when it went to an alias', async () => {
    const report = aDsn('failed', '5.1.1', { returned: [] });
    assert.deepEqual((await bring([`Delivered-To: ${bounceTo.toUpperCase()}`, ...report]))[0]?.message, {
      id: '17',
    });
  });

  test('of a mail that is not ours tells nothing, also when somebody guesses the id', async () => {
    for (const foreign of ['<17@shop.example>', messageId.replace('17', '18'), '<x@y.example>']) {
      const returned = ['Content-Type: text/rfc822-headers', '', `Message-ID: ${foreign}`];
      assert.deepEqual(await bring(aDsn('failed', '5.1.1', { returned })), []);
    }
    assert.deepEqual(
      await bring(aDsn('failed', '5.1.1', { returned: [], to: bounceTo.replace('b17', 'b18') })),
      [],
    );
  });

  test('in words alone is one of which nobody knows whether it is for good', async () => {
    const bare = [
      'From: MAILER-DAEMON@mx.example',
      `To: ${bounceTo}`,
      'Subject: failure notice',
      '',
      'Sorry.',
    ];
    const [answer] = await bring(bare);
    assert.deepEqual([answer?.kind, answer?.hard, answer?.message], ['bounced', false, { id: '17' }]);
    const holiday = [
      'From: Neha <neha@example.com>',
      `To: ${bounceTo}`,
      'Auto-Submitted: auto-replied',
      '',
      'Away',
    ];
    assert.deepEqual(await bring(holiday), []);
  });
});

describe('A complaint', () => {
  const complaint = (type: string) =>
    aReport({
      type: 'feedback-report',
      fields: [
        `Feedback-Type: ${type}`,
        'User-Agent: SomeGenerator/1.0',
        'Version: 1',
        'Original-Rcpt-To: <neha@example.com>',
      ],
      returned: ['Content-Type: message/rfc822', '', `Message-ID: ${messageId}`, '', 'Text'],
    });

  test('of a feedback loop', async () => {
    const [answer] = await bring(complaint('abuse'));
    assert.deepEqual(
      [answer?.kind, answer?.message, answer?.point],
      ['complained', { id: '17' }, { type: 'email', value: 'neha@example.com' }],
    );
    assert.equal((await bring(complaint('opt-out')))[0]?.kind, 'unsubscribed');
    assert.deepEqual(await bring(complaint('not-spam')), []);
  });
});

test('A mail to the address for it stops', async () => {
  const to = toReturnAddress('unsubscribe', '17', 'back@in.shop.example', secret);
  const [answer, ...others] = await bring([
    'From: neha@example.com',
    `To: <${to}>`,
    'Subject: unsubscribe',
    '',
    '',
  ]);
  assert.deepEqual([answer?.kind, answer?.message, others.length], ['unsubscribed', { id: '17' }, 0]);
});

describe('A reply', () => {
  const aReply = (more: string[] = [], text = ['Do you have it in silver?']) => [
    'From: Neha <Neha@Example.com>',
    'To: shop@shop.example',
    'Subject: Re: Earrings',
    'Message-ID: <abc@example.com>',
    'Content-Type: text/plain; charset=utf-8',
    ...more,
    '',
    ...text,
  ];
  const quoted = [
    'Masz w srebrze?',
    '',
    'W dniu 1.06.2026 o 12:00 Shop pisze:',
    '> Nowe kolczyki',
    '>',
    '> Żuraw',
  ];

  test('tells who wrote what, without what is quoted', async () => {
    assert.deepEqual(await bring(aReply([`In-Reply-To: ${messageId}`], quoted)), [
      {
        kind: 'replied',
        message: { id: '17' },
        point: { type: 'email', value: 'neha@example.com' },
        at,
        answerId: 'reply:<abc@example.com>',
        text: 'Masz w srebrze?',
      },
    ]);
  });

  test('also where only an earlier mail of the exchange is ours, or SES renamed it', async () => {
    const [answer] = await bring(
      aReply(['In-Reply-To: <x@y.example>', `References: <z@y.example> ${messageId}`]),
    );
    assert.deepEqual(answer?.message, { id: '17' });
    const ses = '0102018e5c3c0a4f-5f1c6d5e-0000-4f2a-9d3c-000000000000-000000';
    const [renamed] = await bring(aReply([`In-Reply-To: <${ses}@eu-west-1.amazonses.com>`]));
    assert.deepEqual(renamed?.message, { providerId: ses });
  });

  test('in HTML alone', async () => {
    const html = aReply([`In-Reply-To: ${messageId}`], ['<p>In <b>silver</b>?</p>']);
    const [answer] = await bring(html.map((line) => line.replace('text/plain', 'text/html')));
    assert.equal(answer?.text, 'In silver?');
  });

  test('is none when a machine wrote it, or when it answers no mail of ours', async () => {
    const ours = `In-Reply-To: ${messageId}`;
    for (const header of [
      'Auto-Submitted: auto-replied',
      'Precedence: bulk',
      'Precedence: auto_reply',
      'X-Autoreply: yes',
      'Return-Path: <>',
    ]) {
      assert.deepEqual(await bring(aReply([ours, header])), [], header);
    }
    assert.equal((await bring(aReply([ours, 'Auto-Submitted: no']))).length, 1);
    assert.deepEqual(await bring(aReply()), []);
    assert.deepEqual(await bring(aReply([`In-Reply-To: ${messageId.replace('17', '18')}`])), []);
  });

  test('keeps answers between quoted lines, and is cut where programs begin to quote', () => {
    assert.equal(withoutQuote('> A?\nYes\n> B?\nNo\n'), '> A?\nYes\n> B?\nNo');
    assert.equal(
      withoutQuote('Yes\n\nOn Mon, 1 Jun 2026 at 12:00, Shop <\nshop@shop.example> wrote:\n\n> A'),
      'Yes',
    );
    assert.equal(withoutQuote('Yes\n\n-----Original Message-----\nFrom: Shop'), 'Yes');
    assert.equal(withoutQuote('好的\n\n在 2026年6月1日，Shop 写道：\n> A'), '好的');
    assert.equal(withoutQuote('Yes\n________________________________\nFrom: Shop <a@b.example>'), 'Yes');
    assert.equal(withoutQuote('My sizes:\n7 and 8'), 'My sizes:\n7 and 8');
  });
});

test('Only whoever says the secret brings mails', async () => {
  for (const wrong of ['', 'Bearer ', 'Bearer another secret as long']) {
    await assert.rejects(bring(aDsn('failed', '5.1.1'), wrong), CredentialsInvalid);
  }
  const none = smtpSettings.parse({ host: 'smtp.example', from_address: 'shop@shop.example' });
  const request = { headers: { 'content-type': 'message/rfc822' }, body: Buffer.from(''), url: '', at };
  await assert.rejects(readAnswers(request, none), Misconfigured);
});

test('What is no mail, or a strange one, tells nothing', async () => {
  for (const strange of [
    '',
    '\0\0\0',
    'Subject',
    'To: x'.repeat(10_000),
    'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b',
  ]) {
    assert.deepEqual(await bring(strange), []);
  }
});
