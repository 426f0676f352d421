// English: what people asked for in the preference centre.
export const requests = {
  about:
    'What people asked for in the preference centre: a copy of what you hold of them, a correction, erasure. Each has to be answered within one month.',
  closed: 'Closed',
  column: {
    contact: 'Contact',
    due: 'Answer by',
    kind: 'What',
    received: 'Received',
    reference: 'Number',
    state: 'State',
  },
  empty: 'Nobody has asked for anything',
  emptyWords:
    'When somebody asks for their data, a correction or erasure in the preference centre, it stands here with the day by which you answer.',
  kind: {
    access: 'Copy of data',
    correction: 'A correction',
    erasure: 'Erasure',
  },
  language: 'Language of the page',
  noneFound: 'No request is like that',
  noneFoundWords: 'Take a filter away to see others.',
  overdue: 'Overdue',
  proof:
    'Whoever asked holds a link of this contact. Before you tell or change anything, find out whether it is the person whom it is about.',
  received: 'Open',
  takenBack: 'Taken back',
  title: 'Requests',
  words: 'What they wrote',
} as const;
