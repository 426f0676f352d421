// From a call to a message of the tracking protocol.
import type { Settings } from './settings.ts';

export type Fields = Record<string, unknown>;
export type Call = { type: 'identify' | 'track' | 'page' | 'group' } & Fields;
export type Message = Call & { messageId: string; timestamp: string; context: Fields };

const library = { name: 'rapport.js', version: '0.1.0' };

export const toMessage = (call: Call, context: Fields): Message => ({
  messageId: makeId(),
  // Of the same clock as `sentAt`, so the server finds out by how much it is wrong.
  timestamp: new Date().toISOString(),
  ...call,
  context: { library, ...context },
});

/** Where it happened. Nothing that tells one browser from another. */
export function describePage({ query }: Settings): Fields {
  const campaign = toCampaign();
  return {
    page: pageOf(query),
    locale: navigator.language,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...(Object.keys(campaign).length > 0 && { campaign }),
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

function toCampaign(): Fields {
  const campaign: Fields = {};
  for (const [name, value] of new URLSearchParams(location.search))
    if (name.startsWith('utm_')) campaign[name === 'utm_campaign' ? 'name' : name.slice(4)] = value;
  return campaign;
}

/** `crypto.randomUUID` is there only over https. */
export function makeId(): string {
  const digits = crypto.getRandomValues(new Uint8Array(16));
  digits[6] = ((digits[6] as number) & 0x0f) | 0x40;
  digits[8] = ((digits[8] as number) & 0x3f) | 0x80;
  const hex = Array.from(digits, (digit) => digit.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
