// Polski: Notices.
export const notices = {
  about:
    'Co pokazano osobom, gdy je pytano. Każda informacja jest przechowywana pod skrótem swojej treści jako dowód tego, co widziały.',
  column: { language: 'Język', published: 'Zapisano', purposes: 'Cele', title: 'Tytuł' },
  empty: 'Nie ma jeszcze informacji',
  emptyWords:
    'Zapisz treść, która stoi przy formularzu lub banerze. Oświadczenia mogą ją potem wskazać, co dowodzi, na co się zgodzono.',
  hash: 'Skrót',
  languageHelp: 'Znacznik, na przykład pl lub zh-Hant.',
  one: 'Informacja',
  option: '{{title}} ({{language}}, wersja {{version}})',
  publish: 'Zapisz informację',
  publishNext: 'Zapisz inną treść lub język',
  published: 'Informacja została zapisana.',
  publishedBy: 'Zapisane przez',
  purposeVersion: '{{purpose}}, wersja {{version}}',
  slug: 'Nazwa w programach',
  slugHelp: 'Ta sama dla każdej treści i każdego języka jednej informacji, na przykład newsletter.',
  slugVersion: '{{slug}}, wersja {{version}}',
  tellsOf: 'Mówi o celach',
  text: 'Treść',
  textHelp: 'Słowo w słowo tak, jak widzą ją osoby. Później nie można jej zmienić.',
  title: 'Informacje dla osób',
  titleHelp: 'Po nim Ty i osoby ją rozpoznacie.',
  wasThere: 'Ta treść w tym języku jest już zapisana.',
};
