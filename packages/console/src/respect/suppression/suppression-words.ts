// What scopes and channels of suppressions are called on screen.
import { useTranslation } from '../../language/index.ts';
import type { Channel, Scope } from './suppressions-query.ts';

/** Channels of contact; everything else is about no channel. */
const OF_CHANNELS: readonly Scope[] = ['no_contact', 'bounce', 'complaint'];
export const hasChannel = (scope: Scope): boolean => OF_CHANNELS.includes(scope);

export function useSuppressionWords() {
  const { t } = useTranslation();
  const channel = (one: Channel): string => t(`suppressions.channel.${one === '*' ? 'all' : one}`);
  const scope = (one: Scope): string => t(`suppressions.scope.${one}`);
  return {
    scope,
    channel,
    means: (one: Scope): string => t(`suppressions.means.${one}`),
    /** Both in one: "Not contacted · e-mail". */
    held: (held: { scope: Scope; channel: Channel }): string =>
      hasChannel(held.scope)
        ? t('suppressions.held', { scope: scope(held.scope), channel: channel(held.channel) })
        : scope(held.scope),
  };
}
