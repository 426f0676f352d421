// What people want to get, how and how often: preferences of contact points, and the topics and brands that they are about.
export { toWorn } from './accents.ts';
export {
  byLanguage,
  changeBrandBody,
  changeTopicBody,
  createBrandBody,
  createTopicBody,
  isShowable,
  languageTag,
  shownText,
} from './bodies.ts';
export { registerBrandRoutes } from './brand-routes.ts';
export { type Brand, getBrand, listBrands } from './brands.ts';
export { toCurrent } from './current.ts';
export { findLogo, logoPath } from './logos.ts';
export {
  decideBoth,
  everyTopic,
  type Frequency,
  frequencies,
  type MessageChannel,
  type MessageDecision,
  mayMessage,
  messageChannels,
  type Preference,
  type PreferenceDecision,
  preferenceStates,
} from './model.ts';
export type { PreferenceReason } from './reasons.ts';
export { registerTopicRoutes } from './routes.ts';
export {
  type ContactPoint,
  holdTopics,
  isRecorded,
  listPreferenceEvents,
  recordPreferences,
  type StoredPreference,
} from './store.ts';
export { hashTold, type PreferencesTold, toPreferenceEvents, wrong } from './told.ts';
export { findPurposeFor, getTopic, listTopics, type Topic, titleOf, toRules } from './topics.ts';
