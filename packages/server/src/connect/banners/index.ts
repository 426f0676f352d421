// The consent banner of a source: what it says and asks, the words for pages that show it, and the sums of the answers.
export { type Banners, openBanners } from './banners.ts';
export { bannerBody, changeBannerBody, outcomes, previewBannerBody } from './model.ts';
export { bannerRatesQuery, registerBannerRoutes } from './routes.ts';
export { bannerLanguages } from './texts/index.ts';
