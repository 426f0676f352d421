// The face that a page wears: whose brand it is, by whoever had most reason to say so.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Brand, listBrands, listTopics, logoPath, toWorn } from '../../respect/preferences/index.ts';
import type { PreferenceLink } from './links.ts';
import { coloursPath } from './style.ts';

export type Look = {
  /** Null: no brand's. */
  brand: { name: string; logo: string | null } | null;
  /** The address of its colours; null: ours. */
  colours: string | null;
};

/** What the link names, else the brand of the topic that it ends, else what is set for the whole centre. A brand that is gone names nothing. */
export async function findLook(
  scope: Scope<Queryable>,
  { brand: named, ends }: Pick<PreferenceLink, 'brand' | 'ends'>,
  set: string | null,
): Promise<Look> {
  const brands = await listBrands(scope);
  const topics = ends?.kind === 'topic' && brands.length > 0 ? await listTopics(scope) : [];
  const ofTopic = topics.find(({ slug }) => slug === ends?.slug)?.brand;
  for (const slug of [named, ofTopic, set]) {
    const brand = brands.find((one) => one.slug === slug);
    if (brand !== undefined) return toLook(brand);
  }
  return { brand: null, colours: null };
}

export function toLook(brand: Pick<Brand, 'name' | 'logo_hash' | 'accent' | 'accent_dark'>): Look {
  const { light, dark } = toWorn(brand);
  return {
    brand: { name: brand.name, logo: brand.logo_hash === null ? null : logoPath(brand.logo_hash) },
    colours: coloursPath(light, dark),
  };
}
