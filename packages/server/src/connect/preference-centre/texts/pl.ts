// Polski: the words of the preference centre.
import type { Texts } from './texts.ts';

export const pl: Texts = {
  language: 'pl',
  self: 'polski',
  languages: 'Język',
  title: 'Twoje wybory',
  intro: 'To Ty decydujesz, do czego możemy używać tego, co o Tobie wiemy. Wybór obowiązuje od razu.',
  contact: 'Ta strona dotyczy {contact}.',
  choices: 'O czym decydujesz',
  always: 'Co jest potrzebne do Twoich zamówień albo wymagane prawem',
  on: 'Włączone',
  off: 'Wyłączone',
  unasked: 'Wyłączone: nikt jeszcze o to nie pytał',
  since: 'od {at}',
  notice: 'Przedtem przeczytano: „{title}”.',
  saidBy: {
    consented: 'To Twoja zgoda',
    refused: 'To Twoja odmowa',
    withdrawn: 'Zgoda wycofana przez Ciebie',
    objected: 'To Twój sprzeciw',
    signal: 'Mówi to za Ciebie Twoja przeglądarka',
    other: 'Zgłoszono to w Twoim imieniu',
  },
  basis: 'Opieramy się na prawnie uzasadnionym interesie. W każdej chwili możesz wnieść sprzeciw.',
  allow: 'Zezwól',
  stop: 'Zatrzymaj',
  refuse: 'Odmów',
  allowOf: 'Zezwól: {purpose}',
  stopOf: 'Zatrzymaj: {purpose}',
  refuseOf: 'Odmów: {purpose}',
  saved: 'Zapisano. Obowiązuje od teraz.',
  changed: 'Tekst tego wyboru zmienił się w międzyczasie. Przeczytaj go ponownie i wybierz.',
  ended: 'Ten odnośnik niczego nie otwiera',
  endedWords: 'Wygasł albo jest niepełny. Użyj odnośnika z nowszej wiadomości albo poproś o nowy.',
  unsubscribe: 'Zatrzymaj te wiadomości',
  unsubscribeWords: 'Naciśnij raz, a zatrzymamy: {purpose}.',
  unsubscribeAll: 'Zatrzymaj wszystkie reklamy',
  unsubscribed: 'Gotowe. Zatrzymaliśmy to.',
  toAll: 'Wszystkie Twoje wybory',
  purposes: {
    service: {
      name: 'Obsługa klienta',
      description: 'Odpowiadanie i pomoc klientom w sprawie zakupów i pytań.',
    },
    'message.transactional': {
      name: 'Wiadomości transakcyjne',
      description: 'Wiadomości dotyczące zamówienia lub konta, na przykład rachunki.',
    },
    'identity.link': {
      name: 'Rozpoznawanie między urządzeniami',
      description: 'Łączenie tego, co jedna osoba robiła na kilku urządzeniach i w kilku kanałach.',
    },
    analytics: {
      name: 'Analityka',
      description: 'Liczenie i mierzenie, jak używana jest nasza oferta.',
    },
    personalisation: {
      name: 'Personalizacja',
      description: 'Dobór treści i ofert według tego, co osoba robiła wcześniej.',
    },
    'marketing.email': {
      name: 'Marketing e-mailowy',
      description: 'Wysyłanie ofert i nowości e-mailem.',
    },
    'marketing.sms': {
      name: 'Marketing SMS',
      description: 'Wysyłanie ofert i nowości SMS-em.',
    },
    'marketing.push': {
      name: 'Marketing push',
      description: 'Wysyłanie ofert i nowości na urządzenia.',
    },
    'marketing.phone': {
      name: 'Marketing telefoniczny',
      description: 'Dzwonienie z ofertami.',
    },
    'marketing.ads': {
      name: 'Reklama',
      description: 'Dobór reklam, które osoba widzi gdzie indziej.',
    },
    sharing: {
      name: 'Udostępnianie',
      description: 'Przekazywanie danych partnerom do ich własnego użytku.',
    },
    sale: {
      name: 'Sprzedaż',
      description: 'Przekazywanie danych innym za pieniądze lub inną korzyść.',
    },
    compliance: {
      name: 'Zgodność z prawem',
      description:
        'Wypełnianie obowiązków prawnych, na przykład odpowiadanie na żądania dotyczące danych osobowych.',
    },
  },
};
