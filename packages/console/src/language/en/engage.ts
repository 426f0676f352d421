// English: words that the pages of messages share.
export const engage = {
  channel: {
    email: 'E-mail',
    in_app: 'In-app inbox',
    phone: 'Phone',
    sms: 'SMS',
    web_push: 'Web push',
    webhook: 'Webhook',
  },
  provider: {
    http: 'HTTP request',
    inbox: 'Built-in inbox',
    outbox: 'Built-in outbox',
    queue: 'Queue of phone tasks',
    smtp: 'Mail server (SMTP)',
    twilio: 'Twilio or alike',
    vapid: 'Push service of the browser',
  },
} as const;
