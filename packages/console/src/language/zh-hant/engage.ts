// 繁體中文: words that the pages of messages share.
export const engage = {
  channel: {
    email: '電子郵件',
    in_app: '應用程式內收件匣',
    phone: '電話',
    sms: '簡訊',
    web_push: '網頁推播',
    webhook: '網路掛鉤',
  },
  provider: {
    http: 'HTTP 請求',
    inbox: '內建收件匣',
    outbox: '內建寄件匣',
    queue: '電話任務佇列',
    smtp: '郵件伺服器（SMTP）',
    twilio: 'Twilio 或相容服務',
    vapid: '瀏覽器的推播服務',
  },
};
