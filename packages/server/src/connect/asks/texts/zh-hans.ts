// 简体中文: the words of the card that asks.
import type { AskTexts } from './index.ts';

export const zhHans: AskTexts = {
  language: 'zh-Hans',
  use: '您的回答将用于：',
  yes: '提交',
  no: '不，请别再问',
  later: '以后再说',
  wrongEmail: '这不是电子邮件地址。',
  nothing: '尚未回答。',
  thanks: '谢谢您。',
};
