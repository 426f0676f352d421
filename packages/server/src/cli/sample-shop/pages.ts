// The pages of the shop's web site, and the campaigns and neighbours that lead people to them.
import { type Product, productPath, shopOrigin } from './catalogue.ts';

export type Page = { name: string; path: string; title: string; search: string };

export type Campaign = { name: string; source: string; medium: string; term?: string; content?: string };

/** How someone came to the shop: by a campaign's link, from another site, or (neither) by typing the address. */
export type Arrival = { campaign?: Campaign; referrer?: string };

const page = (name: string, path: string, title = name, search = ''): Page => ({
  name,
  path,
  title: `${title} | Sample Shop`,
  search,
});

export const pages = {
  home: page('Home', '/', 'Furniture, office, technology and small pleasures'),
  cart: page('Cart', '/cart', 'Your cart'),
  checkout: page('Checkout', '/checkout'),
  register: page('Register', '/account/new', 'Create your account'),
  signIn: page('Sign in', '/account/sign-in'),
  account: page('Account', '/account', 'Your account'),
  newsletter: page('Newsletter', '/newsletter'),
  returns: page('Returns', '/help/returns', 'Returns and refunds'),
  search: (query: string) =>
    page('Search', '/search', `Results for ${query}`, `?q=${encodeURIComponent(query)}`),
  shelf: (category: string, subcategory: string) =>
    page('Category', `/c/${toPathPart(category)}/${toPathPart(subcategory)}`, subcategory),
  product: (product: Product) => page('Product', productPath(product), product.name),
};

const toPathPart = (text: string) => text.toLowerCase().replaceAll(' ', '-');

export const referrers = {
  google: 'https://www.google.com/',
  bing: 'https://www.bing.com/',
  instagram: 'https://l.instagram.com/',
  facebook: 'https://l.facebook.com/',
  pinterest: 'https://www.pinterest.com/',
};

const ad = (source: string, medium: string, name: string, rest: Partial<Campaign> = {}): Campaign => ({
  name,
  source,
  medium,
  ...rest,
});

/** Paid and own campaigns, by the category that they advertise. */
export const campaigns: Record<string, readonly Campaign[]> = {
  Furniture: [
    ad('google', 'cpc', 'home-office-refresh', { term: 'desk chair' }),
    ad('facebook', 'paid-social', 'make-room'),
  ],
  'Office Supplies': [
    ad('google', 'cpc', 'office-restock', { term: 'office supplies' }),
    ad('bing', 'cpc', 'office-restock'),
  ],
  Technology: [
    ad('google', 'cpc', 'upgrade-season', { term: 'conference phone' }),
    ad('facebook', 'paid-social', 'upgrade-season'),
  ],
  Kitchenware: [ad('pinterest', 'paid-social', 'sharp-kitchen', { content: 'santoku' })],
  Jewellery: [
    ad('instagram', 'paid-social', 'sparkle-week', { content: 'hoops-reel' }),
    ad('instagram', 'paid-social', 'under-20', { content: 'stacking-rings-story' }),
  ],
};

/** The campaign as query parameters of the link, as `utm_…`. */
export const toQuery = (campaign: Campaign): string =>
  `?${new URLSearchParams(
    Object.entries(campaign).map(([key, value]) => [`utm_${key === 'name' ? 'campaign' : key}`, value]),
  )}`;

/** `context.page` of a call made on this page. */
export const toPageContext = (at: Page, referrer: string) => ({
  path: at.path,
  referrer,
  search: at.search,
  title: at.title,
  url: `${shopOrigin}${at.path}${at.search}`,
});
