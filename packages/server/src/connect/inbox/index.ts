// The durable inbox between collect and the pipeline.
export { packBody, unpackBody } from './body.ts';
export { type Envelope, type Inbox, type InboxRequest, inboxLockKey, openInbox } from './inbox.ts';
export { countWaiting, deleteRequests, findLastSeq, type InboxRow, listRequestsAfter } from './store.ts';
