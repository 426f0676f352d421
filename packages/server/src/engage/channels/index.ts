// By which ways people are reached, and what a way is.

export { changeAccountBody, createAccountBody, registerChannelRoutes } from './account-routes.ts';

export {
  type Account,
  type AccountInput,
  type Accounts,
  findWorking,
  getProvider,
  openAccounts,
  type Trouble,
} from './accounts.ts';
export { channels } from './all.ts';
export {
  type Answer,
  type AnsweredBy,
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
  type TakeAnswers,
} from './channel.ts';
export {
  type CompiledMail,
  compileMail,
  type EmailContent,
  email,
  emailContent,
  makeDkimKey,
  outboxListQuery,
  outboxQuery,
  type RenderedMail,
  registerOutboxRoutes,
} from './email/index.ts';
export {
  CredentialsInvalid,
  type DeliveryFault,
  Misconfigured,
  NotHandedOver,
  Rejected,
  RetryLater,
  Unanswered,
} from './faults.ts';
export { type InAppDeps, inAppQuery, inAppTokenBody, registerInAppRoutes } from './in-app/routes.ts';
export { type InAppTokens, openInAppTokens } from './in-app/tokens.ts';
export { outcomeBody, outcomes, taskStates } from './phone/model.ts';
export { registerPhoneTaskRoutes, taskListQuery } from './phone/routes.ts';
export { openSenders, type Senders } from './senders.ts';
export {
  type PushDeps,
  pushGoneBody,
  pushKeyQuery,
  pushSubscriptionBody,
  registerPushRoutes,
} from './web-push/routes.ts';
