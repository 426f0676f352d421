// The channel e-mail, for the registry of channels and for whoever writes templates.
export { type CompiledMail, compileMail } from './compiling.ts';
export { type EmailContent, emailContent, type RenderedMail } from './content.ts';
export { email } from './email.ts';
export { outboxListQuery, outboxQuery, registerOutboxRoutes } from './outbox-routes.ts';
export { makeDkimKey } from './smtp/dkim.ts';
