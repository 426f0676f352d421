// What a request says outside its body: the call, its signals, and where it came from.
import type { IncomingMessage } from 'node:http';
import type { AddressOf } from '../../platform/http/index.ts';
import type { Envelope } from '../inbox/index.ts';
import { type Source, truncateIp } from '../sources/index.ts';
import type { Call } from './calls.ts';

/** It is kept with every message of the request; those of real browsers stay below 300 characters. */
const userAgentLengthMax = 1000;

type MessagesCall = Extract<Call, { kind: 'messages' }>;

export function toEnvelope(
  call: MessagesCall,
  request: IncomingMessage,
  source: Source,
  addressOf: AddressOf,
): Envelope {
  const envelope: Envelope = { kind: call.type };
  if (call.import) envelope.import = true;
  // Node joins repeated headers with a comma; one valid `1` among them is a signal (W3C GPC).
  const gpc = request.headers['sec-gpc'];
  if (
    gpc !== undefined &&
    String(gpc)
      .split(',')
      .some((value) => value.trim() === '1')
  )
    envelope.gpc = true;
  // Only a browser's own connection is the customer's; a server's address says nothing about anybody.
  if (
    source.kind === 'browser' &&
    request.headers['user-agent'] !== undefined &&
    request.headers.origin !== undefined
  ) {
    envelope.user_agent = request.headers['user-agent'].slice(0, userAgentLengthMax);
    const ip = toStoredIp(addressOf(request), source.settings.ip);
    if (ip !== undefined) envelope.ip = ip;
  }
  return envelope;
}

function toStoredIp(ip: string | undefined, rule: Source['settings']['ip']): string | undefined {
  if (ip === undefined || rule === 'drop') return undefined;
  return rule === 'keep' ? ip : truncateIp(ip);
}
