// Polski: the words of the preference centre.
import type { Texts } from './texts.ts';

export const pl: Texts = {
  language: 'pl',
  self: 'polski',
  languages: 'Język',
  title: 'Twoje wybory',
  intro: 'To Ty decydujesz, do czego możemy używać tego, co o Tobie wiemy. Wybór obowiązuje od razu.',
  contact: 'Ta strona dotyczy {contact}.',
  messages: 'Co możemy Ci wysyłać',
  uses: 'Do czego możemy używać Twoich danych',
  always: 'Co jest potrzebne do Twoich zamówień albo wymagane prawem',
  on: 'Włączone',
  off: 'Wyłączone',
  unasked: 'Nikt jeszcze o to nie pytał.',
  since: 'od {at}',
  notice: 'Przedtem przeczytano: „{title}”.',
  saidBy: {
    consented: 'To Twoja zgoda.',
    refused: 'To Twoja odmowa.',
    withdrawn: 'Zgoda wycofana przez Ciebie.',
    objected: 'To Twój sprzeciw.',
    signal: 'Mówi to za Ciebie Twoja przeglądarka.',
    other: 'Zgłoszono to w Twoim imieniu.',
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
      name: 'Pomoc w sprawie zakupów',
      description: 'Odpowiadamy i pomagamy w sprawie Twoich zakupów i pytań.',
    },
    'message.transactional': {
      name: 'Wiadomości o zamówieniach',
      description: 'Rachunki, dostawy, Twoje konto.',
    },
    'identity.link': {
      name: 'Rozpoznawanie Cię na Twoich urządzeniach',
      description: 'To, co robisz na telefonie, komputerze i w naszych sklepach, widzimy jako całość.',
    },
    analytics: {
      name: 'Liczenie, jak używana jest nasza oferta',
      description: 'Mierzymy, co jest oglądane i kupowane, żeby było lepiej.',
    },
    personalisation: {
      name: 'Propozycje dla Ciebie',
      description:
        'To, co Ci pokazujemy i proponujemy, dobieramy na podstawie Twoich wcześniejszych działań.',
    },
    'marketing.email': {
      name: 'Oferty e-mailem',
      description: 'Piszemy do Ciebie o ofertach i nowościach.',
    },
    'marketing.sms': {
      name: 'Oferty SMS-em',
      description: 'Wysyłamy Ci SMS-y o ofertach i nowościach.',
    },
    'marketing.push': {
      name: 'Oferty na Twoich urządzeniach',
      description: 'Nasza aplikacja i nasze strony informują Cię o ofertach i nowościach.',
    },
    'marketing.phone': {
      name: 'Telefony z ofertami',
      description: 'Dzwonimy do Ciebie z ofertami.',
    },
    'marketing.ads': {
      name: 'Reklamy w innych miejscach',
      description: 'Dobieramy nasze reklamy, które widzisz na innych stronach i w innych aplikacjach.',
    },
    sharing: {
      name: 'Udostępnianie partnerom',
      description: 'Przekazujemy dane o Tobie partnerom do ich własnego użytku.',
    },
    sale: {
      name: 'Sprzedaż danych',
      description: 'Przekazujemy dane o Tobie innym za pieniądze lub inną korzyść.',
    },
    compliance: {
      name: 'Czego wymaga od nas prawo',
      description: 'Przechowujemy i pokazujemy to, co musimy, na przykład gdy pytasz, co o Tobie wiemy.',
    },
  },
};
