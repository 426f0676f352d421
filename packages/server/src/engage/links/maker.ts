// Makes the addresses that a message carries.

import type { PreferenceLinks } from '../../connect/preference-centre/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import type { Carried, LinksOfMessage, MessageLinkMaker } from './model.ts';
import { keptDays, type MessageTokens } from './tokens.ts';

type Deps = {
  tokens: MessageTokens;
  preferenceLinks: Pick<PreferenceLinks, 'seal'>;
  clock: Clock;
  /** Where people reach us, without a slash behind it. */
  base(): string;
};

/** With what stands around them, an address of ours stays within what every program takes. */
const urlLengthMax = 1400;

export const openMessageLinks = (deps: Deps): MessageLinkMaker => ({
  linksOf(message: Carried): LinksOfMessage {
    const { tokens } = deps;
    const base = deps.base();
    const { workspaceId, messageId } = message;
    const links = {
      unsubscribe: message.topic === null ? null : `${base}/u/${stopToken(deps, message, message.topic)}`,
      preferences: `${base}/preferences/${centreToken(deps, message)}`,
      why: `${base}/why/${tokens.why.seal({ workspaceId, messageId })}`,
    };
    const own = [`${base}/u/`, `${base}/preferences/`, `${base}/why/`, `${base}/m/`];
    return {
      links,
      track(url) {
        const href = toFollowed(url);
        if (href === undefined || own.some((one) => href.startsWith(one))) return url;
        return `${base}/m/c/${tokens.click.seal({ workspaceId, messageId, url: href })}`;
      },
      pixel: `${base}/m/o/${tokens.pixel.seal({ workspaceId, messageId })}.gif`,
    };
  },
});

/** Ends the topic of the message for whom it went to: by one press, and for a mail program by none. */
export const stopToken = (
  { preferenceLinks, clock }: Pick<Deps, 'preferenceLinks' | 'clock'>,
  { workspaceId, messageId, to, language, brand }: Omit<Carried, 'topic'>,
  topic: string,
): string =>
  preferenceLinks.seal({
    ...{ workspaceId, contact: to, language: language ?? undefined, brand, messageId },
    ends: { kind: 'topic', slug: topic },
    expiresAtMs: clock.nowMs() + keptDays * 86_400_000,
  });

export const centreToken = (
  { preferenceLinks, clock }: Pick<Deps, 'preferenceLinks' | 'clock'>,
  { workspaceId, to, language, brand }: Omit<Carried, 'topic'>,
): string =>
  preferenceLinks.seal({
    ...{ workspaceId, contact: to, language: language ?? undefined, brand, ends: undefined },
    expiresAtMs: clock.nowMs() + keptDays * 86_400_000,
  });

/** As a browser would ask for it; undefined for what is no page: `mailto:`, an anchor, a template that was not filled. */
export function toFollowed(url: string): string | undefined {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined;
  const { href } = new URL(url);
  return href.length > urlLengthMax ? undefined : href;
}
