// Where customers see and change what may be done with what is known of them, by a link and without an account.

export { toHint } from './choices/choices-page.ts';
export { confirmationBody, registerConfirmationRoutes } from './confirmations/confirmation-routes.ts';
export { type ConfirmationLinks, openConfirmationLinks } from './confirmations/confirmations.ts';
export { toDay, toMoment } from './dates.ts';
export { sendFault, showFaults } from './fault-pages.ts';
export { findKnown, kindsFor } from './held/held.ts';
export { type Html, languageLinks, sendPage } from './layout.ts';
export { limitPages, takeUnknown } from './limits.ts';
export { linkRequestsQuery } from './links/link-request-routes.ts';
export { preferenceLinkBody, registerPreferenceLinkRoutes } from './links/link-routes.ts';
export { openPreferenceLinks, type PreferenceLinks } from './links/links.ts';
export { dress } from './looks/look.ts';
export { previewBody, registerCentrePreview } from './looks/preview-route.ts';
export { centreSettings, changeCentreBody, ownTexts, readSettings } from './looks/settings.ts';
export { registerCentreSettings } from './looks/settings-routes.ts';
export { registerPreferenceCentre, type Stopped } from './routes.ts';
export { chooseTexts, fill, type Texts } from './texts/index.ts';
export { findLanguage } from './texts/languages.ts';
export { openAsBody, registerOpenAs } from './viewing.ts';
export { type Wording, wordsOf } from './wording.ts';
