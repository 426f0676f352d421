// Preferences through the API: saying what a contact point wants, reading it, and asking it before a message.
export { changePreferences } from './change.ts';
export { askPreferences, readSayings, type Sayings, type WantedAsked } from './for-message.ts';
export { maskPoint } from './of-person.ts';
export { preferenceHistoryQuery, preferencesBody, registerPreferenceRoutes } from './routes.ts';
export { listOffered, readPreferences } from './show.ts';
