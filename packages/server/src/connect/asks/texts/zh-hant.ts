// 繁體中文: the words of the card that asks.
import type { AskTexts } from './index.ts';

export const zhHant: AskTexts = {
  language: 'zh-Hant',
  use: '您的回答將用於：',
  yes: '送出',
  no: '不，請別再問',
  later: '稍後再說',
  wrongEmail: '這不是電子郵件地址。',
  nothing: '尚未回答。',
  thanks: '謝謝您。',
};
