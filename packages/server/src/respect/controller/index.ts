// Who is responsible for the processing, for the record of processing activities.
export { type Controller, controllerBody } from './model.ts';
export { registerControllerRoutes } from './routes.ts';
export { getController } from './store.ts';
