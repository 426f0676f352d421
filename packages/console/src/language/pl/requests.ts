// Polish: what people asked for in the preference centre.
export const requests = {
  about:
    'O co proszono w centrum preferencji: kopia danych, sprostowanie, usunięcie. Na każdą prośbę trzeba odpowiedzieć w ciągu miesiąca.',
  closed: 'Zamknięte',
  column: {
    contact: 'Kontakt',
    due: 'Odpowiedź do',
    kind: 'Co',
    received: 'Otrzymano',
    reference: 'Numer',
    state: 'Stan',
  },
  empty: 'Nikt jeszcze o nic nie prosił',
  emptyWords:
    'Gdy ktoś w centrum preferencji poprosi o swoje dane, sprostowanie lub usunięcie, prośba pojawi się tu z terminem odpowiedzi.',
  kind: {
    access: 'Kopia danych',
    correction: 'Sprostowanie',
    erasure: 'Usunięcie',
  },
  language: 'Język strony',
  noneFound: 'Nie ma takiej prośby',
  noneFoundWords: 'Usuń filtr, aby zobaczyć inne.',
  overdue: 'Po terminie',
  proof:
    'Prośbę złożył ktoś, kto ma odnośnik do tego kontaktu. Zanim cokolwiek przekażesz lub zmienisz, sprawdź, czy to osoba, której dane dotyczą.',
  received: 'Otwarta',
  takenBack: 'Wycofana',
  title: 'Prośby',
  words: 'Treść prośby',
};
