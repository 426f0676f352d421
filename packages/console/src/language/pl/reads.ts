// Polish: the log of who read what.
export const reads = {
  about: 'Kto, co, o kim i w jakim celu czytał. Zapisujemy nazwy tego, co pokazano, nigdy wartości.',
  aboutOne: 'Kto i w jakim celu czytał dane osoby {{id}}.',
  column: {
    at: 'Kiedy',
    fields: 'Co pokazano',
    people: 'O kim',
    purpose: 'Cel',
    reader: 'Kto',
    what: 'Przez',
  },
  empty: 'Nikt jeszcze niczego nie czytał',
  emptyWords:
    'Każdy odczyt danych osób zostaje tu zapisany: przez członków, klucze API i karty na innych stronach.',
  nobody: 'nikt',
  people_few: '{{count, number}} osoby',
  people_many: '{{count, number}} osób',
  people_one: '{{count, number}} osoba',
  people_other: '{{count, number}} osoby',
  showAll: 'Pokaż wszystkie',
  title: 'Kto co czytał',
  view: 'Widok „{{title}}”',
};
