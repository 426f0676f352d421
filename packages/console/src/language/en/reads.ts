// English: the log of who read what.
export const reads = {
  about: 'Who read what of whom, and for which purpose. Names of what was shown are kept, never the values.',
  aboutOne: 'Who read what of the person {{id}}, and for which purpose.',
  column: {
    at: 'When',
    fields: 'What was shown',
    people: 'Of whom',
    purpose: 'For',
    reader: 'Who',
    what: 'By',
  },
  empty: 'Nobody has read anything yet',
  emptyWords: 'Each read of people’s data is kept here: by members, by API keys and by cards in other pages.',
  nobody: 'nobody',
  people_one: '{{count, number}} person',
  people_other: '{{count, number}} people',
  showAll: 'Show all',
  title: 'Who read what',
  view: 'View “{{title}}”',
} as const;
