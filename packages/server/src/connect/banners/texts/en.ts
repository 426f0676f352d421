// English: the words of the consent banner.
import type { BannerTexts } from './texts.ts';

export const en: BannerTexts = {
  language: 'en',
  title: 'May we use what you do here?',
  body: 'Only with your permission do we keep what you look at and do on these pages. Without it everything works all the same. You can change your mind at any time.',
  accept: 'Accept all',
  reject: 'Reject all',
  choose: 'Choose',
  save: 'Save my choices',
  privacy: 'Privacy notice',
  close: 'Close',
  about: 'We ask about',
  saved: 'Saved. It holds from now on.',
  gpc: 'Opt-out request honoured',
  gpcWords:
    'Your browser asks us not to sell or share your data. What it speaks against stays off, also when you accept all.',
  gpcOff: 'Off, as your browser asks. You may say otherwise; while the browser asks, we follow it.',
  gpcSaved:
    'Saved. While your browser asks, we follow it; in your preference centre you can allow what it speaks against.',
};
