// English: Traits.
export const traits = {
  about: 'What is computed about each person, from what they did and said.',
  average: 'Average',
  becomesAt: 'Time alone changes it on {{at}}, to',
  changesAt: 'Time alone may change it on {{at}}.',
  column: {
    people: 'With a value',
  },
  computed: 'Computed {{at}}.',
  create: 'Create a trait',
  createWords:
    'Say what is computed about each person. What you build is said as a sentence and tried while you build it.',
  empty: 'There are no traits yet',
  emptyWords:
    'A trait is a value that Rapport keeps for each person, such as how many orders they placed or which category they like best. Segments and messages can use it.',
  frequent: 'Most frequent values',
  haveValue_one: 'person has a value',
  haveValue_other: 'people have a value',
  history: 'Values over time',
  limits: 'from {{minimum}} to {{maximum}}, on average {{average}}',
  madeOf_one: 'Made of {{count, number}} event.',
  madeOf_other: 'Made of {{count, number}} events.',
  maximum: 'Highest',
  minimum: 'Lowest',
  nobody: 'Nobody has a value',
  nobodyWords: 'Nobody did what the definition asks for, or nobody permits its purpose.',
  notCounted: 'For “{{purpose}}”. Values are still being computed.',
  summary_one: '{{count, number}} person has a value, for “{{purpose}}”.',
  summary_other: '{{count, number}} people have a value, for “{{purpose}}”.',
  tab: {
    values: 'Values',
  },
  title: 'Traits',
  value: 'Value',
  whyWords:
    'Name a person, and see from which events and values theirs was computed, and what it was before.',
  withValue: 'With a value',
  without: 'Without',
} as const;
