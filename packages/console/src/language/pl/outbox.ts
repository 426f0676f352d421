// Polski: what would have been sent.
export const outbox = {
  about:
    'Co trafiło do wbudowanej skrzynki, dopóki nie ma serwera pocztowego: listy, które zostałyby wysłane.',
  empty: 'Brak listów dla celu „{{purpose}}”',
  emptyWords:
    'Listy widać dla celu, w którym są wysyłane: wybierz wyżej inny. Gdy zacznie wysyłać serwer pocztowy, nowe listy będą tylko w Wiadomościach.',
  from: 'Od',
  htmlHelp:
    'Nic, co tu robisz, nie zgłasza otwarcia ani kliknięcia. Obrazy z innych serwerów nie są pobierane.',
  mail: 'List',
  noHeaders: 'Nie ma własnych nagłówków.',
  seeMessages: 'Zobacz wszystkie wiadomości',
  seeWhy: 'Zobacz, dlaczego wysłano',
  tabs: {
    headers: 'Nagłówki',
    html: 'Jak wygląda',
    text: 'Sam tekst',
  },
  title: 'Skrzynka nadawcza',
  to: 'Do',
  when: 'Kiedy',
  why: 'Dlaczego',
};
