// Polski: Quarantine.
export const quarantine = {
  about:
    'Komunikaty, których nie dało się przyjąć, wraz z przyczyną. Nic tu nie zginęło: popraw nadawcę, a potem wyślij je ponownie albo odrzuć.',
  body: 'Komunikat, jak przyszedł',
  column: {
    excerpt: 'Treść',
    reason: 'Przyczyna',
    received: 'Odebrano',
    size: 'Rozmiar',
    source: 'Źródło',
    type: 'Typ',
  },
  drop: 'Odrzuć',
  dropAll_one: 'Odrzuć {{count, number}} komunikat',
  dropAll_few: 'Odrzuć {{count, number}} komunikaty',
  dropAll_many: 'Odrzuć {{count, number}} komunikatów',
  dropAll_other: 'Odrzuć {{count, number}} komunikatu',
  dropTitle_one: 'Trwale odrzuć {{count, number}} komunikat',
  dropTitle_few: 'Trwale odrzuć {{count, number}} komunikaty',
  dropTitle_many: 'Trwale odrzuć {{count, number}} komunikatów',
  dropTitle_other: 'Trwale odrzuć {{count, number}} komunikatu',
  dropWords_one: 'Komunikat zostanie usunięty. Nigdy nie został policzony i nie da się go odzyskać.',
  dropWords_few:
    '{{count, number}} komunikaty zostaną usunięte. Nigdy nie zostały policzone i nie da się ich odzyskać.',
  dropWords_many:
    '{{count, number}} komunikatów zostanie usuniętych. Nigdy nie zostały policzone i nie da się ich odzyskać.',
  dropWords_other: '{{count, number}} komunikatu zostanie usunięte. Nie da się ich odzyskać.',
  dropped_one: 'Odrzucono {{count, number}} komunikat.',
  dropped_few: 'Odrzucono {{count, number}} komunikaty.',
  dropped_many: 'Odrzucono {{count, number}} komunikatów.',
  dropped_other: 'Odrzucono {{count, number}} komunikatu.',
  empty: 'Kwarantanna jest pusta',
  emptyWords:
    'Każdy wysłany komunikat dało się przyjąć. Jeśli któregoś się nie da, będzie tu czekał z podaną przyczyną.',
  message: 'Komunikat',
  noneFound: 'Nic nie pasuje do filtra',
  noneFoundWords: 'Usuń filtr, aby zobaczyć pozostałe komunikaty.',
  reason: {
    not_an_object: { title: 'To nie obiekt', todo: 'Komunikat musi być obiektem JSON.' },
    message_too_large: { title: 'Za duży', todo: 'Przenieś duże wartości poza komunikat.' },
    message_too_deep: { title: 'Za głęboko zagnieżdżony', todo: 'Spłaszcz go: najwyżej 64 poziomy.' },
    type_unknown: {
      title: 'Nieznany typ',
      todo: '`type` musi być jednym z: track, identify, page, screen, group, alias.',
    },
    message_id_invalid: {
      title: 'Błędne ID komunikatu',
      todo: '`messageId` musi być tekstem od 1 do 255 znaków.',
    },
    id_missing: { title: 'Brak ID osoby', todo: 'Wyślij `userId` lub `anonymousId`.' },
    id_invalid: { title: 'Błędne ID', todo: 'ID musi być tekstem lub liczbą od 1 do 512 znaków.' },
    event_missing: {
      title: 'Zdarzenie bez nazwy',
      todo: 'Wywołanie track wymaga `event`, tekstu od 1 do 255 znaków.',
    },
    name_invalid: { title: 'Błędna nazwa strony', todo: '`name` musi być tekstem do 1000 znaków.' },
    group_id_missing: { title: 'Brak ID konta', todo: 'Wywołanie group wymaga `groupId`.' },
    previous_id_missing: {
      title: 'Brak poprzedniego ID',
      todo: 'Wywołanie alias wymaga `previousId` i `userId`.',
    },
    properties_invalid: { title: 'Błędne properties', todo: '`properties` musi być obiektem.' },
    traits_invalid: { title: 'Błędne traits', todo: '`traits` musi być obiektem.' },
    context_invalid: { title: 'Błędny context', todo: '`context` musi być obiektem.' },
    timestamp_invalid: { title: 'Nieczytelny czas', todo: 'Wysyłaj czas w ISO 8601 lub w milisekundach.' },
    timestamp_in_future: {
      title: 'Czas w przyszłości',
      todo: 'Zdarzenie wyprzedza czas o ponad 24 godziny. Sprawdź zegar nadawcy.',
    },
    not_processable: {
      title: 'Nie dało się przetworzyć',
      todo: 'Komunikat zatrzymał przetwarzanie i został wyjęty. Wyślij go ponownie po aktualizacji; jeśli problem zostanie, zgłoś go.',
    },
    too_many_messages: { title: 'Za dużo w jednym żądaniu', todo: 'Wysyłaj mniejsze paczki.' },
  },
  reasons: 'Przyczyny',
  replay: 'Wyślij ponownie',
  replayAll_one: 'Wyślij ponownie {{count, number}} komunikat',
  replayAll_few: 'Wyślij ponownie {{count, number}} komunikaty',
  replayAll_many: 'Wyślij ponownie {{count, number}} komunikatów',
  replayAll_other: 'Wyślij ponownie {{count, number}} komunikatu',
  replayed_one: 'Wysłano ponownie {{count, number}} komunikat. Jeśli nadal jest błędny, wróci tutaj.',
  replayed_few: 'Wysłano ponownie {{count, number}} komunikaty. Te, które nadal są błędne, wrócą tutaj.',
  replayed_many: 'Wysłano ponownie {{count, number}} komunikatów. Te, które nadal są błędne, wrócą tutaj.',
  replayed_other: 'Wysłano ponownie {{count, number}} komunikatu. Te, które nadal są błędne, wrócą tutaj.',
  replayedSuppressed_one:
    'Wysłano ponownie {{count, number}} komunikat. Nie zapisano, bo kogoś nie wolno zbierać: {{suppressed, number}}.',
  replayedSuppressed_few:
    'Wysłano ponownie {{count, number}} komunikaty. Nie zapisano, bo kogoś nie wolno zbierać: {{suppressed, number}}.',
  replayedSuppressed_many:
    'Wysłano ponownie {{count, number}} komunikatów. Nie zapisano, bo kogoś nie wolno zbierać: {{suppressed, number}}.',
  replayedSuppressed_other:
    'Wysłano ponownie {{count, number}} komunikatu. Nie zapisano, bo kogoś nie wolno zbierać: {{suppressed, number}}.',
  title: 'Kwarantanna',
};
