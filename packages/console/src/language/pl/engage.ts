// Polski: words that the pages of messages share.
export const engage = {
  channel: {
    email: 'E-mail',
    in_app: 'Skrzynka w aplikacji',
    phone: 'Telefon',
    sms: 'Wiadomość SMS',
    web_push: 'Powiadomienie w przeglądarce',
    webhook: 'Wywołanie HTTP',
  },
  provider: {
    http: 'Żądanie HTTP',
    inbox: 'Wbudowana skrzynka',
    outbox: 'Wbudowana skrzynka nadawcza',
    queue: 'Kolejka telefonów',
    smtp: 'Serwer pocztowy (SMTP)',
    twilio: 'Twilio lub podobny',
    vapid: 'Usługa push przeglądarki',
  },
};
