// Polski: the words of the consent banner.
import type { BannerTexts } from './texts.ts';

export const pl: BannerTexts = {
  language: 'pl',
  title: 'Czy możemy korzystać z tego, co tu robisz?',
  body: 'Tylko za Twoją zgodą zapisujemy, co oglądasz i robisz na tych stronach. Bez niej wszystko działa tak samo. Zdanie możesz zmienić w każdej chwili.',
  accept: 'Akceptuj wszystko',
  reject: 'Odrzuć wszystko',
  choose: 'Wybierz',
  save: 'Zapisz mój wybór',
  privacy: 'Informacja o prywatności',
  close: 'Zamknij',
  about: 'Pytamy o',
  saved: 'Zapisano. Obowiązuje od teraz.',
  gpc: 'Żądanie rezygnacji uwzględnione',
  gpcWords:
    'Twoja przeglądarka prosi, żeby nie sprzedawać ani nie udostępniać Twoich danych. To, czemu się sprzeciwia, pozostaje wyłączone, także gdy akceptujesz wszystko.',
  gpcOff:
    'Wyłączone na prośbę przeglądarki. Możesz zdecydować inaczej; dopóki przeglądarka o to prosi, stosujemy się do niej.',
  gpcSaved:
    'Zapisano. Dopóki przeglądarka o to prosi, stosujemy się do niej; w centrum preferencji możesz pozwolić na to, czemu się sprzeciwia.',
};
