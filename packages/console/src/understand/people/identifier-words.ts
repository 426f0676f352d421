// What the types of identifiers are called on screen; a type this console does not know keeps its own name.
import { useTranslation } from '../../language/index.ts';

const KNOWN = {
  user_id: 'userId',
  crm_id: 'crmId',
  loyalty_id: 'loyaltyId',
  email: 'email',
  email_sha256: 'emailSha256',
  phone: 'phone',
  push_token: 'pushToken',
  web_push: 'webPush',
  anonymous_id: 'anonymousId',
  ga_client_id: 'gaClientId',
  device_id: 'deviceId',
  account_id: 'accountId',
  household_id: 'householdId',
  profile_id: 'profileId',
} as const;

/** By which a person is asked for; one's own types are in addresses of their own. */
export const ASKED_TYPES: readonly string[] = Object.keys(KNOWN).filter(
  (type) => type !== 'account_id' && type !== 'household_id',
);

export function useIdentifierName(): (type: string) => string {
  const { t } = useTranslation();
  return (type) =>
    Object.hasOwn(KNOWN, type) ? t(`people.identifier.${KNOWN[type as keyof typeof KNOWN]}`) : type;
}
