// What the card says, in Polish.
import type { Words } from './en.ts';

const plural = (n: number, one: string, few: string, many: string): string => {
  const rule = new Intl.PluralRules('pl').select(n);
  return `${n} ${rule === 'one' ? one : rule === 'few' ? few : many}`;
};

export const pl: Words = {
  doNotPhone: 'Nie dzwoń',
  refused: (title) => `Odmowa: ${title}`,
  refusedOn: (title, date) => `${title}: odmowa z dnia ${date}`,
  notPermitted: (title) => `${title}: brak zgody`,
  permitted: 'Dozwolone',
  contact: 'Odmowy',
  notice: (title) => `Klauzula: ${title}`,
  loading: 'Wczytywanie',
  nobody: 'Nie znaleziono nikogo',
  nobodyText: (value) => `Nie znamy nikogo o identyfikatorze ${value}.`,
  denied: 'Nie pokazano',
  deniedText: 'W tym celu nie wolno oglądać danych tej osoby.',
  forbidden: 'Brak dostępu',
  expired: 'Dostęp wygasł',
  expiredText: 'Wczytaj stronę ponownie, aby kontynuować.',
  failed: 'Nie udało się wczytać',
  failedText: 'Serwer nie odpowiada. Trwa ponawianie próby.',
  gone: 'Tego widoku już nie ma',
  limited: 'Zbyt wiele zapytań naraz. Trwa ponawianie próby.',
  stale: (time) => `Nieaktualne: stan z ${time}. Trwa ponawianie próby.`,
  retry: 'Spróbuj ponownie',
  incomplete: 'Ta karta wymaga atrybutów view i token.',
  copy: (text) => `Kopiuj ${text}`,
  copied: (text) => `Skopiowano: ${text}`,
  origin: (label) => `Wiek i pochodzenie: ${label}`,
  from: (source) => `Źródło: ${source}`,
  computed: (name) => `Obliczono: ${name}`,
  api: 'Podano przez API',
  import: 'Zaimportowano',
  updated: (time) => `Zaktualizowano ${time}`,
  noOrigin: 'Nic jeszcze nie podano.',
  withheld: (n) => `Nie w pełni pokazano: ${plural(n, 'wartość', 'wartości', 'wartości')}`,
  changed: (names) => `Zmieniono: ${names}`,
  nothing: 'Brak',
  yes: 'Tak',
  no: 'Nie',
  until: (what, date) => `${what} do ${date}`,
  ended: (what, date) => `${what}: koniec ${date}`,
  since: (time) => `Od ${time}`,
  members: (n) => plural(n, 'inny członek', 'inni członkowie', 'innych członków'),
  hidden: (n) => `nie pokazano: ${n}`,
  people: (n) => `osoby: ${n}`,
  before: (n) => `wcześniej: ${n}`,
};
