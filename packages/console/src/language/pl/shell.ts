// Polski: the frame around the pages, signing in, and errors.
export const shell = {
  find: {
    dark: 'Przełącz na ciemny',
    failed: 'Nie udało się wyszukać osób. Strony i działania nadal działają.',
    group: { people: 'Osoby', pages: 'Strony', sources: 'Źródła', actions: 'Działania' },
    light: 'Przełącz na jasny',
    nothing: 'Nic nie znaleziono dla „{{text}}”. Spróbuj części nazwiska, adresu e-mail lub identyfikatora.',
    placeholder: 'Znajdź osoby, strony i działania',
    searching: 'Wyszukiwanie osób',
  },
  keys: {
    close: 'Zamknij',
    open: 'Otwórz wiersz',
    pageSearch: 'Szukaj na tej stronie',
    pause: 'Wstrzymaj lub wznów podgląd',
    rows: 'Następny i poprzedni wiersz',
    search: 'Znajdź osoby, strony, działania',
    sheet: 'Ta ściąga',
  },
  language: 'Język',
  member: 'Członek zespołu',
  menu: 'Nawigacja',
  notFound: {
    home: 'Przejdź do strony głównej',
    title: 'Pod tym adresem nie ma strony',
    words: 'Odnośnik może być stary albo brakuje jego części.',
  },
  openMenu: 'Otwórz nawigację',
  page: {
    home: 'Start',
    live: 'Na żywo',
    sources: 'Źródła',
    import: 'Import',
    quarantine: 'Kwarantanna',
    rules: 'Reguły tożsamości',
    refusals: 'Odmowy i superwęzły',
    people: 'Osoby',
    purposes: 'Cele',
    notices: 'Informacje dla osób',
    gate: 'Zapytaj bramkę',
    consent: 'Zgody',
    suppressions: 'Wykluczenia',
    recipients: 'Odbiorcy',
    processingRecord: 'Rejestr czynności',
    labels: 'Etykiety danych',
    pipeline: 'Przetwarzanie',
    members: 'Członkowie',
  },
  pillar: { connect: 'Łączenie', understand: 'Rozumienie', respect: 'Szacunek' },
  search: 'Znajdź',
  shortcuts: 'Skróty klawiszowe',
  signOut: 'Wyloguj się',
  skip: 'Przejdź do treści',
  theme: { title: 'Motyw', auto: 'Jak w systemie', light: 'Jasny', dark: 'Ciemny' },
  version: 'Rapport {{version}}',
  waiting_one: '{{count, number}} komunikat czeka',
  waiting_few: '{{count, number}} komunikaty czekają',
  waiting_many: '{{count, number}} komunikatów czeka',
  waiting_other: '{{count, number}} komunikatu czeka',
  zone: { title: 'Godziny w strefie', local: 'Strefa tego komputera ({{zone}})' },
};

export const signIn = {
  again: 'Wylogowano Cię. Zaloguj się, aby wrócić na tę stronę.',
  email: 'E-mail',
  first:
    'Pierwszy raz tutaj? Adres e-mail i hasło pierwszego członka zespołu pojawiły się w terminalu przy pierwszym uruchomieniu Rapport.',
  password: 'Hasło',
  submit: 'Zaloguj się',
  title: 'Logowanie do Rapport',
  tooMany: 'Zbyt wiele prób. Odczekaj minutę i spróbuj ponownie.',
  wrong: 'Ten adres e-mail i hasło nie pasują do siebie.',
};

export const error = {
  failed: {
    title: 'Coś zawiodło wewnątrz Rapport',
    todo: 'Spróbuj ponownie. Jeśli to się powtarza, poszukaj poniższego numeru w dzienniku serwera.',
  },
  forbidden: {
    title: 'Nie masz do tego dostępu',
    todo: 'Poproś właściciela tej przestrzeni roboczej o uprawnienie.',
  },
  missing: {
    title: 'To nie istnieje',
    todo: 'Mogło zostać usunięte albo adres jest niepełny.',
  },
  quote: 'Kod <code>{{code}}</code>, numer do podania <id/>',
  refused: {
    title: 'Rapport odrzucił to żądanie',
    todo: 'Zmień żądanie i spróbuj ponownie.',
  },
  retry: 'Spróbuj ponownie',
  unreachable: {
    title: 'Nie można połączyć się z Rapport',
    todo: 'Sprawdź, czy serwer działa i czy ten komputer ma połączenie. Niczego nie zmieniono.',
  },
};
