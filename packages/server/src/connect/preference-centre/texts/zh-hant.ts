// 繁體中文: the words of the preference centre.
import type { Texts } from './texts.ts';

export const zhHant: Texts = {
  language: 'zh-Hant',
  self: '繁體中文',
  languages: '語言',
  title: '您的選擇',
  intro: '我們可以把您的資料用於什麼，由您決定。您的選擇立即生效。',
  contact: '本頁面對應 {contact}。',
  messages: '我們可以向您傳送什麼',
  uses: '我們可以把您的資料用於什麼',
  always: '履行您的訂單所需，或法律要求',
  on: '已開啟',
  off: '已關閉',
  unasked: '尚未詢問過您。',
  since: '自 {at}',
  notice: '此前您閱讀過《{title}》。',
  saidBy: {
    consented: '您已同意。',
    refused: '您已拒絕。',
    withdrawn: '您已撤回同意。',
    objected: '您已提出反對。',
    signal: '您的瀏覽器代您表明。',
    other: '已有人代您表明。',
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
      name: '為您的購買提供協助',
      description: '回答您的問題，協助處理您購買或詢問的事項。',
    },
    'message.transactional': {
      name: '與您的訂單有關的訊息',
      description: '收據、配送、您的帳戶。',
    },
    'identity.link': {
      name: '在您的各個裝置上認出您',
      description: '把您在手機、電腦和門市的行為視為同一個人的行為。',
    },
    analytics: {
      name: '統計我們的商品如何被使用',
      description: '衡量哪些內容被瀏覽和購買，以便改進。',
    },
    personalisation: {
      name: '適合您的建議',
      description: '根據您以前的行為，選擇向您展示和推薦的內容。',
    },
    'marketing.email': {
      name: '以電子郵件傳送優惠',
      description: '我們寫信告訴您優惠與消息。',
    },
    'marketing.sms': {
      name: '以簡訊傳送優惠',
      description: '我們用簡訊告訴您優惠與消息。',
    },
    'marketing.push': {
      name: '在您的裝置上提示優惠',
      description: '我們的應用程式和網頁告訴您優惠與消息。',
    },
    'marketing.phone': {
      name: '優惠電話',
      description: '我們致電告訴您優惠。',
    },
    'marketing.ads': {
      name: '其他地方的廣告',
      description: '選擇您在其他網站和應用程式中看到的我們的廣告。',
    },
    sharing: {
      name: '與合作夥伴共享',
      description: '把有關您的資料交給合作夥伴自行使用。',
    },
    sale: {
      name: '出售資料',
      description: '為金錢或其他利益，把有關您的資料交給他人。',
    },
    compliance: {
      name: '法律對我們的要求',
      description: '保存並出示我們必須保存的內容，例如當您詢問我們了解您什麼時。',
    },
  },
};
