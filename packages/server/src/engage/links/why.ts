// Why a message came, read together for whom it went to: what set it off, what allowed it, and how it is stopped.
import { findAsked } from '../../connect/consent-changes/index.ts';
import { listDeciding } from '../../connect/identity/index.ts';
import type { SuppressionList } from '../../connect/permissions/index.ts';
import { findKnown, kindsFor } from '../../connect/preference-centre/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { decide, type Reason } from '../../respect/gate/index.ts';
import {
  findPurposeFor,
  listBrands,
  listTopics,
  type MessageChannel,
  type Topic,
} from '../../respect/preferences/index.ts';
import { listPurposes, type Purpose } from '../../respect/purposes/index.ts';
import { listDefinitions } from '../../understand/definitions/index.ts';
import type { Point } from '../channels/index.ts';

/** A message, as far as its page tells of it. */
export type WhyMessage = {
  id: number;
  profileId: number;
  channel: string;
  pointType: string | null;
  pointValue: string | null;
  topic: string | null;
  purpose: string | null;
  trigger: { kind: string; name: string; segment?: string; event?: { name: string; timestamp: string } };
  language: string | null;
  state: string;
  why: unknown;
  sentMs: number | null;
};

export type Why = {
  message: WhyMessage;
  to: Point;
  channel: MessageChannel | null;
  /** As the company calls it for people. */
  segment: string | undefined;
  purpose: Purpose | undefined;
  /** What was expressed, that allowed it; undefined where nothing had to be. */
  consent: Reason['consent_event'];
  /** Keys of what is held, and may be used for this; undefined where the company does not tell it on its pages. */
  kinds: string[] | undefined;
  topic: Topic | undefined;
  brand: string | undefined;
};

export type WhyDeps = {
  suppressions: SuppressionList;
  preferenceOf(channel: string): MessageChannel | null;
  findMessage(scope: Scope, id: number): Promise<WhyMessage | undefined>;
};

/** Undefined where nothing is known of the message, or of whom it went to, any more. */
export async function findWhy(
  deps: WhyDeps,
  scope: Scope,
  messageId: number,
  { tellsHeld }: { tellsHeld: boolean },
): Promise<Why | undefined> {
  const message = await deps.findMessage(scope, messageId);
  if (message === undefined || message.pointType === null || message.pointValue === null) return undefined;
  if ((await listDeciding(scope, [message.profileId])).size === 0) return undefined;
  const to = { type: message.pointType, value: message.pointValue };
  const channel = deps.preferenceOf(message.channel);
  const [topics, brands, purposes, definitions] = await Promise.all([
    listTopics(scope),
    listBrands(scope),
    listPurposes(scope),
    listDefinitions(scope),
  ]);
  const topic = topics.find(({ slug }) => slug === message.topic);
  const purpose = findPurpose(message, topic, channel, purposes);
  const { segment } = message.trigger;
  return {
    ...{ message, to, channel, topic, purpose },
    segment: segment && definitions.find(({ kind, name }) => kind === 'segment' && name === segment)?.title,
    consent: purpose && (await findConsent(deps, scope, message, to, purpose)),
    kinds:
      tellsHeld && purpose !== undefined ? await listKinds(scope, to, message.profileId, purpose) : undefined,
    brand: brands.find(({ slug }) => slug === topic?.brand)?.name,
  };
}

/** The one that was decided about is kept with the message; before it is decided, the one that will be asked. */
function findPurpose(
  { purpose: kept, topic: slug }: WhyMessage,
  topic: Topic | undefined,
  channel: MessageChannel | null,
  purposes: readonly Purpose[],
): Purpose | undefined {
  const own = purposes.find((one) => one.slug === kept);
  if (own !== undefined || slug === null || topic === undefined || channel === null) return own;
  return findPurposeFor(topic, channel, purposes);
}

/** As it was kept with the message; else as it stands in the ledger for the moment at which it went. */
async function findConsent(
  { suppressions }: WhyDeps,
  scope: Scope,
  { why, sentMs }: WhyMessage,
  to: Point,
  purpose: Purpose,
): Promise<Reason['consent_event']> {
  const kept = (why as { reason?: Reason } | null)?.reason?.consent_event;
  if (kept !== undefined || sentMs === null) return kept;
  const { subject } = await findAsked(scope, to, sentMs, suppressions);
  const { decision, reason } = decide(subject, { purpose, at: sentMs });
  return decision === 'permit' ? reason.consent_event : undefined;
}

/** Of the person to whom it went, and not of another who has the address by now. */
async function listKinds(scope: Scope, to: Point, profileId: number, purpose: Purpose): Promise<string[]> {
  const [known, own] = await Promise.all([findKnown(scope, to), listDeciding(scope, [profileId])]);
  const named = own.get(profileId);
  const other = named && (await findKnown(scope, named));
  return known === undefined || known.profileId !== other?.profileId ? [] : kindsFor(known, purpose);
}
