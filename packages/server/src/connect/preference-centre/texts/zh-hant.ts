// 繁體中文: the words of the preference centre.
import type { Texts } from './texts.ts';

export const zhHant: Texts = {
  language: 'zh-Hant',
  self: '繁體中文',
  languages: '語言',
  title: '您的選擇',
  intro: '我們可以把您的資料用於什麼，由您決定。您的選擇立即生效。',
  contact: '本頁面對應 {contact}。',
  choices: '由您決定',
  always: '履行您的訂單所需，或法律要求',
  on: '已開啟',
  off: '已關閉',
  unasked: '已關閉：尚未詢問過您',
  since: '自 {at}',
  notice: '此前您閱讀過《{title}》。',
  saidBy: {
    consented: '您已同意',
    refused: '您已拒絕',
    withdrawn: '您已撤回同意',
    objected: '您已提出反對',
    signal: '您的瀏覽器代您表明',
    other: '已有人代您表明',
  },
  basis: '我們基於正當利益。您可以隨時提出反對。',
  allow: '允許',
  stop: '停止',
  refuse: '拒絕',
  allowOf: '允許：{purpose}',
  stopOf: '停止：{purpose}',
  refuseOf: '拒絕：{purpose}',
  saved: '已儲存，立即生效。',
  changed: '此選項的文字在此期間有更改。請重新閱讀後再選擇。',
  ended: '此連結無法開啟任何內容',
  endedWords: '它已失效或不完整。請使用較新訊息中的連結，或索取新的連結。',
  unsubscribe: '停止這些訊息',
  unsubscribeWords: '按一下，我們即停止：{purpose}。',
  unsubscribeAll: '停止所有廣告',
  unsubscribed: '完成，我們已停止。',
  toAll: '您的所有選擇',
  purposes: {
    service: {
      name: '客戶服務',
      description: '就顧客購買或詢問的事項提供答覆與協助。',
    },
    'message.transactional': {
      name: '交易訊息',
      description: '屬於訂單或帳戶的訊息，例如收據。',
    },
    'identity.link': {
      name: '跨裝置辨識',
      description: '將一個人在多個裝置與管道上的行為連結起來。',
    },
    analytics: {
      name: '分析',
      description: '統計與衡量我們的服務如何被使用。',
    },
    personalisation: {
      name: '個人化',
      description: '依據一個人過去的行為選擇內容與優惠。',
    },
    'marketing.email': {
      name: '電子郵件行銷',
      description: '以電子郵件寄送優惠與消息。',
    },
    'marketing.sms': {
      name: '簡訊行銷',
      description: '以簡訊傳送優惠與消息。',
    },
    'marketing.push': {
      name: '推播行銷',
      description: '將優惠與消息推送到裝置。',
    },
    'marketing.phone': {
      name: '電話行銷',
      description: '以電話提供優惠。',
    },
    'marketing.ads': {
      name: '廣告',
      description: '選擇一個人在其他地方看到的廣告。',
    },
    sharing: {
      name: '分享',
      description: '將資料交給合作夥伴自行使用。',
    },
    sale: {
      name: '販售',
      description: '為金錢或其他利益將資料交給他人。',
    },
    compliance: {
      name: '法規遵循',
      description: '履行法律義務，例如回覆個人資料的請求。',
    },
  },
};
