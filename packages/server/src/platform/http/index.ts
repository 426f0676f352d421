// The one HTTP server: Fastify for the API, with room for a plain handler in front for the hot road.
export { type EventStream, onceClosed, openEventStreams } from './event-streams.ts';
export { fillPage } from './fill-page.ts';
export { hasAlready, openToPages, toEntityTag } from './for-pages.ts';
export { type FrontHandler, type HttpServer, openHttpServer, toFault } from './http-server.ts';
export { idField, limitField, pageOf, parseBody, parseQuery, toId, toPublicBase } from './requests.ts';
export { type AddressOf, isNetwork, openAddressOf, openNetworks } from './sender-address.ts';
