// What can be kept from happening to an identifier, and on which channels.

export const suppressionScopes = [
  'no_collect',
  'no_recollect',
  'no_contact',
  'no_sale_share',
  'bounce',
  'complaint',
] as const;
export type SuppressionScope = (typeof suppressionScopes)[number];

/** Nothing that names such an identifier is taken in. */
export const stopScopes = ['no_collect', 'no_recollect'] as const;
export type StopScope = (typeof stopScopes)[number];

/** An identifier in its normal form. */
export type NamedBy = { type: string; value: string };

/**
 * With the hashed form under which others send the same (an address as its SHA-256). An entry is made with that one, so that
 * it is found however it comes; entries from before are found by the plain one.
 */
export type NamedInForms = NamedBy & { hashed?: NamedBy };

export const formsOf = ({ hashed, type, value }: NamedInForms): NamedBy[] =>
  hashed === undefined ? [{ type, value }] : [hashed, { type, value }];

export const stopsCollecting = (scope: SuppressionScope): scope is StopScope =>
  scope === 'no_collect' || scope === 'no_recollect';

const ofChannels: readonly SuppressionScope[] = ['no_contact', 'bounce', 'complaint'];
export const hasChannel = (scope: SuppressionScope): boolean => ofChannels.includes(scope);

/** It tells something of the address alone, not of whoever reads there. */
export const staysOnAddress = (scope: SuppressionScope): boolean =>
  scope === 'bounce' || scope === 'complaint';

/** All channels. */
export const everyChannel = '*';
/** As purposes name them (respect/purposes). */
export const suppressedChannels = [everyChannel, 'email', 'sms', 'push', 'phone', 'post', 'ads'] as const;
export type SuppressedChannel = (typeof suppressedChannels)[number];

/**
 * The channel of an entry that names none: a bounce or a complaint tells of the one channel that the identifier is an
 * address of; everything else holds for all.
 */
export const toChannel = (scope: SuppressionScope, kind: string): SuppressedChannel =>
  staysOnAddress(scope) && kind === 'email' ? 'email' : everyChannel;

/** Of entries, as lists are asked for them. */
export const suppressionStates = ['in_force', 'lifted'] as const;
export type SuppressionState = (typeof suppressionStates)[number];

/** What the table of fingerprints says of an identifier. */
export const marks = { stop: 1, other: 2 } as const;
export const markOf = (scope: SuppressionScope): number =>
  stopsCollecting(scope) ? marks.stop : marks.other;
