// What comes back from messages, and all that follows from it.
export { type Feedback, type FeedbackDeps, openFeedback, type SentMessage } from './feedback.ts';
export { registerHooks } from './hook-routes.ts';
export { eraseAnswersOf } from './store.ts';
