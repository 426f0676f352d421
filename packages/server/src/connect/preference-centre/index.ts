// Where customers see and change what may be done with what is known of them, by a link and without an account.
export { confirmationBody, registerConfirmationRoutes } from './confirmation-routes.ts';
export { type ConfirmationLinks, openConfirmationLinks } from './confirmations.ts';
export { linkRequestsQuery } from './link-request-routes.ts';
export { preferenceLinkBody, registerPreferenceLinkRoutes } from './link-routes.ts';
export { openPreferenceLinks, type PreferenceLinks } from './links.ts';
export { previewBody, registerCentrePreview } from './preview-route.ts';
export { registerPreferenceCentre } from './routes.ts';
export { centreSettings, changeCentreBody, ownTexts } from './settings.ts';
export { registerCentreSettings } from './settings-routes.ts';
export { chooseTexts } from './texts/index.ts';
export { openAsBody, registerOpenAs } from './viewing.ts';
export { type Wording, wordsOf } from './wording.ts';
