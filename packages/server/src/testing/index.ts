// What tests share: a database and a server of their own, a client, and messages.
export type * from './answers.ts';
export { type Client, type Headers, openClient, type SentBody, toBasic, toProfilePath } from './client.ts';
export { createTestDatabase, dropTestDatabase, type TestDatabase } from './database.ts';
export {
  aGroup,
  anAlias,
  anIdentify,
  aPage,
  aScreen,
  aTrack,
  nextMessageId,
  type Sent,
} from './messages.ts';
export { findSampleData, unlessSampleData } from './sample-data.ts';
export {
  startTestServer,
  type TestServer,
  type TestServerOptions,
  testAdminKey,
  testMember,
  testWriteKey,
} from './server.ts';
