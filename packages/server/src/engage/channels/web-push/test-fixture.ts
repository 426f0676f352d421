// A push service and a browser behind it: it looks at who sends (VAPID), and opens what was sealed for it (RFC 8188 and 8291).
import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import type { Fixture } from '../test-fixture.ts';
import { openHttpSide, type Taken } from '../test-http-side.ts';
import { webPushChannel } from './channel.ts';
import { keepSubscription, toPushValue } from './store.ts';

export type TestBrowser = { p256dh: string; auth: string; open(sealed: Buffer): Record<string, unknown> };

export function openTestBrowser(): TestBrowser {
  const pair = createECDH('prime256v1');
  const own = pair.generateKeys();
  const auth = randomBytes(16);
  const derive = (key: Buffer, salt: Buffer, info: Buffer, length: number): Buffer =>
    Buffer.from(hkdfSync('sha256', key, salt, info, length));
  return {
    ...{ p256dh: own.toString('base64url'), auth: auth.toString('base64url') },
    open(sealed) {
      const salt = sealed.subarray(0, 16);
      const idLength = sealed[20] ?? 0;
      const sender = sealed.subarray(21, 21 + idLength);
      const record = sealed.subarray(21 + idLength);
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), own, sender]);
      const key = derive(pair.computeSecret(sender), auth, info, 32);
      const contentKey = derive(key, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
      const nonce = derive(key, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
      const cipher = createDecipheriv('aes-128-gcm', contentKey, nonce);
      cipher.setAuthTag(record.subarray(-16));
      const plain = Buffer.concat([cipher.update(record.subarray(0, -16)), cipher.final()]);
      // Behind the text: a mark of the last record, and zeros.
      const end = plain.findLastIndex((byte) => byte !== 0);
      if (plain[end] !== 2) throw new Error('The record is not the last one');
      return JSON.parse(plain.subarray(0, end).toString('utf8')) as Record<string, unknown>;
    },
  };
}

/** Throws where it is not signed for this service, by the key that it names. */
export async function checkSender({ headers }: Pick<Taken, 'headers'>, origin: string): Promise<string> {
  const { token = '', key = '' } =
    /^vapid t=(?<token>[\w.-]+), k=(?<key>[\w-]+)$/.exec(headers.authorization ?? '')?.groups ?? {};
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  const jwk = { kty: 'EC', crv: 'P-256', x: x as string, y: y as string };
  if (decodeProtectedHeader(token).alg !== 'ES256') throw new Error('Not signed as VAPID wants it');
  const { payload } = await jwtVerify(token, await importJWK(jwk, 'ES256'), { audience: origin });
  return String(payload.sub);
}

export const webPushFixture: Fixture = {
  channel: webPushChannel,
  provider: webPushChannel.providers[0] as Fixture['provider'],
  behaviours: ['stall', 'reset', 'busy', 'limited', 'refusing', 'stranger', 'malformed'],
  async open(db) {
    const browser = openTestBrowser();
    const side = await openHttpSide(({ headers, body }) => {
      const said = browser.open(body);
      if (headers['content-encoding'] !== 'aes128gcm' || headers.ttl !== '172800') return { status: 400 };
      return { status: String(said.title).includes('O’Neil') ? 201 : 400 };
    });
    const endpoint = `http://127.0.0.1:${side.port}/push/1`;
    await keepSubscription(
      { db, workspaceId: 1 },
      { endpoint, ...browser },
      new Date('2026-11-28T12:00:00Z'),
    );
    return {
      settings: {},
      to: { type: 'web_push', value: toPushValue(endpoint) },
      content: { title: 'Hello {{ person.name }}', url: 'https://shop.example/rings' },
      behave: side.behave,
      listTaken: () => side.taken.map(({ body }) => String(browser.open(body).id)),
      close: side.close,
    };
  },
};
