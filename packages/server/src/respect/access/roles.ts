// Roles: what members may do, for which purposes, and what they see unmasked. Three are shipped; a workspace changes them and adds its own.
import { type Grants, seesEverything, seesMasked } from './grants.ts';

export type Role = Grants & {
  slug: string;
  /** 0: as shipped. */
  version: number;
  name: string;
};

const editing = [
  'profiles',
  'events',
  'sources',
  'quarantine',
  'imports',
  'consents',
  'preferences',
  'suppressions',
  'lists',
  'catalog',
  'segments',
  'traits',
  'views',
  'messages',
  'templates',
  'phone_tasks',
];
const looking = [
  'profiles',
  'events',
  'sources',
  'pipeline',
  'purposes',
  'imports',
  'consents',
  'preferences',
  'decisions',
  'lists',
  'catalog',
  'segments',
  'traits',
  'views',
  'messages',
  'templates',
  'channels',
  'phone_tasks',
];
// Accounts of channels hold secrets, and inboxes of an app are read in clear and for no purpose: `channels:write` and `in_app` are for
// owners, and for the keys and roles to which they give them.
/** Who may read a view may show it in a card. */
const lending = 'cards:write';

export const ownerSlug = 'owner';

/** The strongest first. */
export const shippedRoles: readonly Role[] = [
  { slug: ownerSlug, version: 0, name: 'Owner', scopes: ['*'], purposes: null, unmasked: seesEverything },
  {
    slug: 'editor',
    version: 0,
    name: 'Editor',
    scopes: [
      ...looking.map((noun) => `${noun}:read`),
      ...['quarantine:read', 'suppressions:read', lending],
      ...editing.map((noun) => `${noun}:write`),
    ],
    purposes: null,
    // Ways to reach people, birthdays, payments; not health, faith, exact places.
    unmasked: { sensitivity: 2, categories: [] },
  },
  {
    slug: 'reader',
    version: 0,
    name: 'Reader',
    scopes: [...looking.map((noun) => `${noun}:read`), lending],
    purposes: null,
    unmasked: seesMasked,
  },
];

/** A role of this name that does not exist gives nothing. */
export const noRole = (slug: string): Role => ({
  ...{ slug, version: 0, name: slug, scopes: [], purposes: [] },
  unmasked: seesMasked,
});
