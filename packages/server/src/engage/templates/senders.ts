// Under which brand a message goes.
import { type Brand, logoPath, type Topic, toWorn } from '../../respect/preferences/index.ts';
import type { Sender } from './filling.ts';
import type { About } from './model.ts';

type Around = {
  brands: readonly Brand[];
  topics: readonly Topic[];
  usual: { brand: string | null; name: string };
};

/** That of the topic; else the one of the preference centre; else the first; else the workspace. */
export function toSender(
  { topic }: Pick<About, 'topic'>,
  { brands, topics, usual }: Around,
  publicUrl: string | undefined,
): Sender {
  const ofTopic = topics.find(({ slug }) => slug === topic)?.brand;
  const brand =
    brands.find(({ slug }) => slug === ofTopic) ??
    brands.find(({ slug }) => slug === usual.brand) ??
    brands[0];
  if (brand === undefined) return { slug: '', name: usual.name };
  const accent = toWorn(brand).light;
  const logo = brand.logo_hash && publicUrl && publicUrl.replace(/\/$/, '') + logoPath(brand.logo_hash);
  return { slug: brand.slug, name: brand.name, ...(accent ? { accent } : {}), ...(logo ? { logo } : {}) };
}
