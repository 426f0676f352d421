// 简体中文: words that the pages of messages share.
export const engage = {
  channel: {
    email: '电子邮件',
    in_app: '应用内收件箱',
    phone: '电话',
    sms: '短信',
    web_push: '网页推送',
    webhook: '网络钩子',
  },
  provider: {
    http: 'HTTP 请求',
    inbox: '内置收件箱',
    outbox: '内置发件箱',
    queue: '电话任务队列',
    smtp: '邮件服务器（SMTP）',
    twilio: 'Twilio 或兼容服务',
    vapid: '浏览器的推送服务',
  },
};
