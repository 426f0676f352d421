// Links to the preference centre: who holds one stands for the contact point that it was made for, and needs no account.
//
// A link lies in messages, logs and histories of browsers, so it is encrypted, not only signed: whoever sees it learns neither
// whose it is nor what it is for, and one that was changed in one bit opens nothing.
import { z } from 'zod';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database } from '../../../platform/postgres/index.ts';
import { openSeal, type Seal } from '../../../platform/sealing/index.ts';
import type { ContactPoint } from '../../../respect/preferences/index.ts';

/** A topic, by the channel of the contact point; or all that a purpose permits. By their slugs. */
export type Ends = { kind: 'topic' | 'purpose'; slug: string };

/** Somebody of the company who looks at the page of a person, and what for. */
export type Viewer = { kind: 'member' | 'api_key'; id: string; name: string; purpose: string };

export type PreferenceLink = {
  workspaceId: number;
  /** As whoever made the link wrote it. */
  contact: ContactPoint;
  /** Undefined: the language that the browser asks for. */
  language: string | undefined;
  /** What one click ends, for a link of a message. Undefined: the link opens the centre and ends nothing. */
  ends: Ends | undefined;
  /** The slug of the brand that the page wears. */
  brand?: string | undefined;
  /** Undefined: whoever holds the link is the person. */
  viewer?: Viewer | undefined;
  /** The message that carries the link: it is told what was pressed. */
  messageId?: number | undefined;
  expiresAtMs: number;
};

export type PreferenceLinks = {
  seal(link: PreferenceLink): string;
  /** Undefined: not ours, changed, or expired. Which of these is nobody's business. */
  open(token: string): PreferenceLink | undefined;
  /** Also one that has expired: for nothing but sending another to where it went. */
  openEnded(token: string): PreferenceLink | undefined;
};

const sealed = z.tuple([
  z.int(),
  z.string(),
  z.string(),
  z.string().nullable(),
  z.tuple([z.enum(['topic', 'purpose']), z.string()]).nullable(),
  z.number(),
  // Links that were made before there were brands have none.
  z.string().nullish(),
  z.tuple([z.enum(['member', 'api_key']), z.string(), z.string(), z.string()]).nullish(),
  z.int().optional(),
]);

export const openPreferenceLinks = async (db: Database, clock: Clock): Promise<PreferenceLinks> =>
  toPreferenceLinks(await openSeal(db, clock, 'preference_links'), clock);

export function toPreferenceLinks(seal: Seal, clock: Clock): PreferenceLinks {
  function read(token: string): PreferenceLink | undefined {
    const text = seal.open(token);
    if (text === undefined) return undefined;
    const [workspaceId, type, value, language, ends, expiresAtMs, brand, by, messageId] = sealed.parse(
      JSON.parse(text),
    );
    return {
      ...{ workspaceId, contact: { type, value }, language: language ?? undefined, expiresAtMs },
      ends: ends === null ? undefined : { kind: ends[0], slug: ends[1] },
      brand: brand ?? undefined,
      viewer: by ? { kind: by[0], id: by[1], name: by[2], purpose: by[3] } : undefined,
      ...(messageId !== undefined && { messageId }),
    };
  }
  return {
    seal({ workspaceId, contact, language, ends, brand, viewer, messageId, expiresAtMs }) {
      const parts = [workspaceId, contact.type, contact.value, language ?? null];
      const ended = ends === undefined ? null : [ends.kind, ends.slug];
      const by = viewer && [viewer.kind, viewer.id, viewer.name, viewer.purpose];
      const seldom = messageId === undefined ? (by ? [by] : []) : [by ?? null, messageId];
      return seal.seal(JSON.stringify([...parts, ended, expiresAtMs, brand ?? null, ...seldom]));
    },
    open(token) {
      const link = read(token);
      return link === undefined || link.expiresAtMs <= clock.nowMs() ? undefined : link;
    },
    openEnded(token) {
      const link = read(token);
      // Whoever looked at the page of somebody else asks for nothing in their name.
      return link?.viewer === undefined ? link : undefined;
    },
  };
}
