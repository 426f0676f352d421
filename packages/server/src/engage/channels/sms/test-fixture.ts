// A company that sends text messages: Twilio's API as far as it is used.
import type { Fixture } from '../test-fixture.ts';
import { openHttpSide } from '../test-http-side.ts';
import { sms } from './channel.ts';

export const testToken = 'a-token-of-a-test';
const account = 'ACtest';
const fault = (status: number, code: number, message: string) => ({
  ...{ status, headers: { 'content-type': 'application/json' } },
  body: JSON.stringify({ code, message, status, more_info: 'https://docs.example/errors' }),
});

export const smsFixture: Fixture = {
  channel: sms,
  provider: sms.providers[0] as Fixture['provider'],
  behaviours: ['stall', 'reset', 'busy', 'limited', 'refusing', 'nobody', 'stranger', 'malformed'],
  async open() {
    let sent = 0;
    const side = await openHttpSide(
      ({ method, path, headers, body }) => {
        const expected = `Basic ${Buffer.from(`${account}:${testToken}`).toString('base64')}`;
        if (headers.authorization !== expected) return fault(401, 20003, 'Authenticate');
        if (method === 'GET') return { status: path.endsWith(`/${account}.json`) ? 200 : 404, body: '{}' };
        const form = new URLSearchParams(body.toString());
        if (!path.endsWith(`/Accounts/${account}/Messages.json`) || !form.has('To') || !form.has('Body'))
          return fault(404, 20404, 'Not found');
        sent += 1;
        return { status: 201, body: JSON.stringify({ sid: `SM${sent}`, status: 'queued' }) };
      },
      {
        refusing: fault(400, 21610, 'Attempt to send to unsubscribed recipient'),
        nobody: fault(400, 21211, "Invalid 'To' Phone Number"),
        stranger: fault(401, 20003, 'Authenticate'),
        limited: { ...fault(429, 20429, 'Too Many Requests'), headers: { 'retry-after': '7' } },
      },
    );
    const base = { base_url: `http://127.0.0.1:${side.port}`, account_sid: account, auth_token: testToken };
    return {
      settings: { ...base, from: '+15005550006' },
      to: { type: 'phone', value: '+48600700800' },
      content: { text: 'Hello {{ person.name }}, see https://shop.example/a.' },
      behave: side.behave,
      listTaken: () => side.taken.map((_, i) => String(i)),
      close: side.close,
    };
  },
};
