// From a call to a message of the tracking protocol.
import type { Settings } from './settings.ts';

export type Fields = Record<string, unknown>;
export type Call = { type: 'identify' | 'track' | 'page' | 'group' } & Fields;
export type Message = Call & { messageId: string; timestamp: string; context: Fields };

export const toMessage = (call: Call, context: Fields): Message => ({
  messageId: makeId(),
  // Of the same clock as `sentAt`, so the server finds out by how much it is wrong.
  timestamp: new Date().toISOString(),
  ...call,
  context: { library: { name: 'rapport.js', version: '0.1.0' }, ...context },
});

/**
 * Where it happened. Nothing that tells one browser from another. Nor the time zone: on a slow phone the browser takes
 * 45 ms to find it, five times as long as everything else here.
 */
export function describePage({ query }: Settings): Fields {
  return {
    page: pageOf(query),
    locale: navigator.language,
    campaign: toCampaign(),
  };
}

/** Without the query, unless it is wanted: links from e-mails and forms carry addresses and tokens there. */
export function pageOf(query: boolean): Fields {
  const cut = (address: string) => address.split(query ? '#' : /[?#]/, 1)[0];
  return {
    path: location.pathname,
    referrer: cut(document.referrer),
    title: document.title,
    url: cut(location.href),
    ...(query && { search: location.search }),
  };
}

function toCampaign(): Fields | undefined {
  let campaign: Fields | undefined;
  for (const [name, value] of new URLSearchParams(location.search))
    if (name.startsWith('utm_'))
      campaign = { ...campaign, [name === 'utm_campaign' ? 'name' : name.slice(4)]: value };
  return campaign;
}

/** 128 bits of chance. `crypto.randomUUID` is there only over https. */
export const makeId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
