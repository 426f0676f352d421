// Changing who is who by hand: preview, unlink, split, revert, with what follows for profiles.
export { changeBodies, previewBody, registerIdentityChangeRoutes } from './routes.ts';
