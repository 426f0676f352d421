// A source: where messages come from, with its key and what it may send.
import { randomBytes } from 'node:crypto';

export const sourceKinds = ['browser', 'server', 'mobile', 'import', 'store', 'support', 'other'] as const;
/** Of the source through which what became of messages comes back: made by the server, once it has something to tell. */
export const engageKind = 'engage';
export type SourceKind = (typeof sourceKinds)[number] | typeof engageKind;

export type SourceSettings = {
  /** What is kept of addresses: all, the network part (/24, /48), or nothing. */
  ip: 'keep' | 'truncate' | 'drop';
  /** Messages per second; null means no limit. */
  rate_limit_per_second: number | null;
  /** Which of two values for an attribute wins: the higher rank, then the later. */
  rank: number;
};

export type Source = {
  id: number;
  workspace_id: number;
  slug: string;
  name: string;
  kind: SourceKind;
  write_key: string;
  enabled: boolean;
  settings: SourceSettings;
  created_at: Date;
};

export const defaultSettings: SourceSettings = { ip: 'truncate', rate_limit_per_second: null, rank: 50 };

export const makeWriteKey = (): string => randomBytes(24).toString('base64url');

/** A short name for addresses: letters and digits of the name, lower case. */
export const toSlug = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40) || 'source';

/** 203.0.113.77 → 203.0.113.0; IPv6 keeps its first 48 bits; anything else is not an address. */
export function truncateIp(ip: string): string | undefined {
  const v4 = /^(?:::ffff:)?(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.\d{1,3}$/i.exec(ip);
  if (v4 !== null) return `${v4[1]}.${v4[2]}.${v4[3]}.0`;
  if (!/^[0-9a-f:]+$/i.test(ip) || !ip.includes(':')) return undefined;
  const head = ip.split('::')[0] ?? '';
  const groups = head
    .split(':')
    .filter((group) => group !== '')
    .slice(0, 3);
  return `${groups.join(':')}::`;
}
