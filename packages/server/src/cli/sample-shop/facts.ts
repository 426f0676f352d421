// A fact: one thing that happened in the simulated shop, before it is written out as a message.
import type { WallTime } from './calendar.ts';
import type { Device } from './devices.ts';
import type { Campaign, Page } from './pages.ts';

export type Properties = Record<string, unknown>;

/** The shop's own systems, which know a customer by number. */
export type Desk = 'shop' | 'warehouse' | 'support' | 'store' | 'phone' | 'email' | 'push';

/** Where a fact was seen: on someone's device, or at one of the shop's desks. */
export type Seen = { device: Device; page: Page; referrer: string; campaign?: Campaign } | Desk;

export type Call =
  | { type: 'track'; event: string; properties: Properties }
  | { type: 'identify'; traits: Properties }
  | { type: 'group'; groupId: string; traits: Properties }
  | { type: 'look' };

/** `at` is a wall time of the person whom the fact is about. */
export type Fact = { at: WallTime; seen: Seen; call: Call };

export const track = (at: WallTime, seen: Seen, event: string, properties: Properties): Fact => ({
  at: Math.round(at),
  seen,
  call: { type: 'track', event, properties },
});

export const identify = (at: WallTime, seen: Seen, traits: Properties): Fact => ({
  at: Math.round(at),
  seen,
  call: { type: 'identify', traits },
});

export const group = (at: WallTime, seen: Seen, groupId: string, traits: Properties): Fact => ({
  at: Math.round(at),
  seen,
  call: { type: 'group', groupId, traits },
});

/** Someone looks at a page of the site, or at a screen of the app. */
export const look = (at: WallTime, seen: Seen): Fact => ({
  at: Math.round(at),
  seen,
  call: { type: 'look' },
});
