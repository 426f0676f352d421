// What channels, their providers and their settings are called on screen. A setting that is not known here says its own name.
import { useTranslation } from '../../language/index.ts';

export const CHANNELS = ['email', 'sms', 'web_push', 'in_app', 'webhook', 'phone'] as const;
export type ChannelSlug = (typeof CHANNELS)[number];

const PROVIDERS = ['outbox', 'smtp', 'http', 'twilio', 'vapid', 'inbox', 'queue'] as const;
const SETTINGS = [
  ...(['host', 'port', 'security', 'certificate_authority', 'user', 'password'] as const),
  ...(['from_address', 'from_name', 'connections', 'dkim_domain', 'dkim_selector'] as const),
  ...(['dkim_private_key', 'answers_from', 'answers_secret', 'inbound_address', 'inbound_secret'] as const),
  ...([
    'url',
    'secret',
    'authorization',
    'base_url',
    'account_sid',
    'auth_token',
    'from',
    'messaging_service_sid',
    'contact',
  ] as const),
];

const isOneOf = <T extends string>(known: readonly T[], value: string): value is T =>
  known.some((one) => one === value);

/** `from_address` becomes `From address`. */
const toWords = (name: string): string => {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export function useChannelWords() {
  const { t } = useTranslation();
  return {
    channelOf: (slug: string): string =>
      isOneOf(CHANNELS, slug) ? t(`engage.channel.${slug}`) : toWords(slug),
    providerOf: (slug: string): string =>
      isOneOf(PROVIDERS, slug) ? t(`engage.provider.${slug}`) : toWords(slug),
    settingOf: (name: string): string =>
      isOneOf(SETTINGS, name) ? t(`channels.setting.${name}`) : toWords(name),
  };
}
