// Polish: why a message came.
import type { WhyTexts } from './texts.ts';

export const pl: WhyTexts = {
  title: 'Dlaczego to dostaję?',
  gone: 'O tej wiadomości nie możemy powiedzieć nic więcej',
  goneWords:
    'Link jest niepełny albo nie przechowujemy już niczego o tej wiadomości. Jeśli to nadal ważne, napisz do nadawcy.',
  over: 'Ten link już wygasł',
  overWords: 'Prowadził do czegoś w starszej wiadomości. Poszukaj tego na stronie nadawcy.',
  sent: 'Wysłaliśmy ją {at}, {channel}: {to}.',
  sentBy: 'Nadawca: {brand}.',
  notSent: 'Nie została wysłana.',
  stillToBeSent: 'Nie została jeszcze wysłana.',
  because: 'Co ją wywołało',
  segment: 'Należysz do grupy „{segment}”, a napisaliśmy do wszystkich z niej, do których wolno nam pisać.',
  campaign: 'Wysłaliśmy tę samą wiadomość do wielu osób naraz: „{name}”.',
  journey: 'To krok ścieżki „{name}”, która podąża za tym, co u nas robisz.',
  event: 'Tuż przedtem wydarzyło się: „{event}”, {at}.',
  api: 'Dotyczy czegoś, co u nas zamówiono, o co proszono lub co zrobiono.',
  test: 'Ktoś od nas wysłał ją do siebie na próbę.',
  permission: 'Co nam na to pozwoliło',
  purpose: 'Wysłano ją w celu: {purpose}.',
  agreed: 'Zgoda z dnia {at}.',
  notice: 'Przed zgodą pokazano: „{title}”.',
  basis: 'Zgoda nie jest tu potrzebna: wynika to z zamówienia lub umowy z nami albo wymaga tego prawo.',
  data: 'Czego użyliśmy, by ją napisać',
  dataWords: 'Z tego, co o Tobie wiemy, tylko tyle, na ile pozwala ten cel: {kinds}.',
  dataNothing: 'Tylko adresu, na który ją wysłano.',
  stop: 'Jeśli nie chcesz jej więcej',
  stopWords: 'Jedno naciśnięcie i kończymy: {topic}.',
  stopNothing: 'Takie wiadomości należą do zamówienia lub umowy z nami, więc nie można ich osobno wyłączyć.',
};
