// What people expressed about purposes, and the notices that they were shown.
export { type Answer, type AnswerDay, answers, listAnswerDays } from './counts.ts';
export {
  type ConsentState,
  type ConsentType,
  compareStatements,
  consentStates,
  consentTypes,
  type Expresser,
  expressers,
  isNegative,
  isPositive,
  isSignal,
  joinStatements,
  type Standing,
  type Statement,
  standingOf,
} from './model.ts';
export {
  findNotice,
  findNotices,
  getNotice,
  hashNotice,
  type Notice,
  type NoticeInput,
  publishNotice,
} from './notices.ts';
export { openSigner, type Signer } from './receipts.ts';
export { noticeBody, registerNoticeRoutes } from './routes.ts';
export {
  type ConsentEvent,
  listConsentEvents,
  recordConsentEvents,
  type SpokenEvent,
  type StoredEvent,
  toStatement,
} from './store.ts';
export { effectiveMsOf } from './times.ts';
