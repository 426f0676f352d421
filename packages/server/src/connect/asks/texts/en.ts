// English: the words of the card that asks.
import type { AskTexts } from './index.ts';

export const en: AskTexts = {
  language: 'en',
  use: 'We use your answer for:',
  yes: 'Send',
  no: 'No, do not ask',
  later: 'Not now',
  wrongEmail: 'This is not an e-mail address.',
  nothing: 'There is no answer yet.',
  thanks: 'Thank you.',
};
