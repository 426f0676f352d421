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
    in_app: 'Wbudowana skrzynka',
    outbox: 'Wbudowana skrzynka nadawcza',
    phone: 'Kolejka telefonów',
    smtp: 'Serwer pocztowy (SMTP)',
    twilio: 'Twilio lub podobny',
    web_push: 'Usługa push przeglądarki',
  },
};
