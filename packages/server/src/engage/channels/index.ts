// By which ways people are reached, and what a way is.

export { changeAccountBody, createAccountBody, registerChannelRoutes } from './account-routes.ts';
export {
  type Account,
  type AccountInput,
  type Accounts,
  getProvider,
  openAccounts,
  type Trouble,
} from './accounts.ts';
export { channels } from './all.ts';
export {
  type Answer,
  type AnswerKind,
  type AnswerRequest,
  answerKinds,
  type Channel,
  type ChannelSlug,
  channelSlugs,
  type Hand,
  type MessageLinks,
  type Outgoing,
  type Point,
  type Provider,
  type RenderInput,
  type Sender,
  type SenderDeps,
  type Sent,
} from './channel.ts';
export {
  CredentialsInvalid,
  type DeliveryFault,
  Misconfigured,
  NotHandedOver,
  Rejected,
  RetryLater,
  Unanswered,
} from './faults.ts';
export { openSenders, type Senders } from './senders.ts';
