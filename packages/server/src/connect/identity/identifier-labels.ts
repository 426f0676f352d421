// What identifiers hold, by their type, and sometimes by how they look.
import type { Label } from '../../respect/categories/index.ts';

/** Those that have a category of their own. */
export const identifierCategories: Readonly<Record<string, string>> = {
  email: 'user.contact.email',
  email_sha256: 'user.contact.email',
  phone: 'user.contact.phone_number',
  phone_sha256: 'user.contact.phone_number',
  anonymous_id: 'user.unique_id.pseudonymous',
  device_id: 'user.device',
  push_token: 'user.device',
  web_push: 'user.device',
  ga_client_id: 'user.unique_id.pseudonymous',
};

/** What an identifier of this type is. */
export const categoryOfIdentifier = (type: string): string =>
  Object.hasOwn(identifierCategories, type) ? (identifierCategories[type] as string) : 'user.unique_id';

/** As what it is masked: many shops take the address as the id of an account. */
export const labelOfIdentifier = (type: string, value: string): Pick<Label, 'category' | 'state'> => ({
  category: value.includes('@') ? 'user.contact.email' : categoryOfIdentifier(type),
  state: 'confirmed',
});
