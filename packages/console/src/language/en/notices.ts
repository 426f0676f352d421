// English: Notices.
export const notices = {
  about:
    'What people were shown when they were asked. Each is kept by the hash of its text, as proof of what they saw.',
  column: { language: 'Language', published: 'Stored', purposes: 'Purposes', title: 'Title' },
  empty: 'No notices yet',
  emptyWords:
    'Store the text beside your form or banner. What people then say can name it, and proves what they agreed to.',
  hash: 'Hash',
  languageHelp: 'A tag such as en or zh-Hant.',
  one: 'Notice',
  option: '{{title}} ({{language}}, version {{version}})',
  publish: 'Store a notice',
  publishNext: 'Store another text or language',
  published: 'The notice is stored.',
  publishedBy: 'Stored by',
  purposeVersion: '{{purpose}}, version {{version}}',
  slug: 'Name in programs',
  slugHelp: 'The same for every text and language of one notice, such as newsletter.',
  slugVersion: '{{slug}}, version {{version}}',
  tellsOf: 'Tells of',
  text: 'Text',
  textHelp: 'Word for word as people see it. It cannot be changed afterwards.',
  title: 'Notices',
  titleHelp: 'By which you and the people will know it.',
  wasThere: 'This text is stored in this language already.',
} as const;
