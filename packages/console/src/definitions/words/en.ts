// English: the words that definitions are said with. The other languages have the same keys and placeholders.
//
// A text is a template with `{placeholders}`; an object of `one`, `other` … is one by the number that is said. Where two texts stand
// in a list, the second is the first one denied. `{in}` is a window with a space before it, and empty without one.

const lengths = {
  week: { one: '{n} week', other: '{n} weeks' },
  day: { one: '{n} day', other: '{n} days' },
  hour: { one: '{n} hour', other: '{n} hours' },
  minute: { one: '{n} minute', other: '{n} minutes' },
  second: { one: '{n} second', other: '{n} seconds' },
};
const singular = {
  week: { one: 'week', other: '{n} weeks' },
  day: { one: 'day', other: '{n} days' },
  hour: { one: 'hour', other: '{n} hours' },
  minute: { one: 'minute', other: '{n} minutes' },
  second: { one: 'second', other: '{n} seconds' },
};

export const en = {
  quoted: '“{text}”',
  yes: 'true',
  no: 'false',
  everyone: 'everyone',
  nobody: 'nobody',
  group: {
    /** What stands between clauses; empty where the language's own list is right. */
    between: { all: '', any: '' },
    one: 'exactly one of these: {list}',
    atLeast: { one: 'at least {n} of these: {list}', other: 'at least {n} of these: {list}' },
    separator: '; ',
    bracketed: '({clause})',
    denied: 'not ({clause})',
  },
  lead: {
    all: 'All of these are true:',
    any: 'At least one of these is true:',
    one: 'Exactly one of these is true:',
    atLeast: { one: 'At least {n} of these is true:', other: 'At least {n} of these are true:' },
    denied: 'This is not true:',
    deniedAny: 'None of these is true:',
  },
  test: {
    exists: ['{subject} has a value', '{subject} has no value'],
    is: ['{subject} is {value}', '{subject} is not {value}'],
    isNumber: ['{subject} is {value}', '{subject} is not {value}'],
    isOneOf: ['{subject} is {any}', '{subject} is not {any}'],
    isOneOfNone: ['{subject} is one of no values at all', '{subject} may be whatever it is'],
    contains: ['{subject} contains {value}', '{subject} does not contain {value}'],
    startsWith: ['{subject} begins with {value}', '{subject} does not begin with {value}'],
    endsWith: ['{subject} ends with {value}', '{subject} does not end with {value}'],
    matches: ['{subject} matches the expression {value}', '{subject} does not match the expression {value}'],
    moreThan: ['{subject} is more than {value}', '{subject} is not more than {value}'],
    atLeast: ['{subject} is at least {value}', '{subject} is not at least {value}'],
    lessThan: ['{subject} is less than {value}', '{subject} is not less than {value}'],
    atMost: ['{subject} is at most {value}', '{subject} is not at most {value}'],
    between: ['{subject} is from {from} to {to}', '{subject} is not from {from} to {to}'],
    before: ['{subject} is before {value}', '{subject} is not before {value}'],
    beforeAgo: ['{subject} is more than {length} ago', '{subject} is not more than {length} ago'],
    beforeAhead: [
      '{subject} is earlier than {length} from now',
      '{subject} is not earlier than {length} from now',
    ],
    after: ['{subject} is after {value}', '{subject} is not after {value}'],
    afterAgo: ['{subject} is later than {length} ago', '{subject} is not later than {length} ago'],
    afterAhead: [
      '{subject} is later than {length} from now',
      '{subject} is not later than {length} from now',
    ],
    withinLast: ['{subject} is in the last {last}', '{subject} is not in the last {last}'],
    withinNext: ['{subject} is in the next {next}', '{subject} is not in the next {next}'],
    anniversary: ['{subject} has its anniversary {days}', '{subject} does not have its anniversary {days}'],
  },
  days: {
    today: 'today',
    from: 'today or in the next {next}',
    one: 'in {length}',
    between: { one: 'in {from} to {n} days', other: 'in {from} to {n} days' },
  },
  element: {
    some: 'an element of {list}',
    each: 'every element of {list}',
    notEach: 'not every element of {list}',
    none: 'no element of {list}',
    /** Whether a language denies the rest of the sentence, too, after "no element". */
    noneDenies: '',
    length: 'the number of elements of {list}',
    its: 'it',
  },
  orMissing: '{clause} (or has no value)',
  ignoringCase: '{clause} (ignoring case)',
  zone: '{clause} (time in {zone})',
  personsZone: '{clause} (in the person’s own time)',
  throughout: '{clause}, for {lengthOf} without a break',
  changed: {
    plain: '{subject} changed{in}',
    from: '{subject} changed from {from}{in}',
    to: '{subject} changed to {to}{in}',
    both: '{subject} changed from {from} to {to}{in}',
    tested: '{subject} changed{in} ({list})',
    before: 'before that, {clause}',
    after: 'after that, {clause}',
  },
  /** Events as what happens, as what something is made of, as what must not be, and after a word such as "last". */
  events: {
    it: { named: '{name}', kind: 'any {kind}', any: 'any event' },
    of: { named: '{name}', kind: 'all {kinds}', any: 'all events' },
    without: { named: '{name}', kind: 'any {kind}', any: 'any event' },
    bare: { named: '{name}', kind: '{kind}', any: 'event' },
    type: {
      track: 'tracked event',
      page: 'page view',
      screen: 'screen view',
      identify: 'update of the profile',
      group: 'update of an account',
      alias: 'alias call',
    },
    types: {
      track: 'tracked events',
      page: 'page views',
      screen: 'screen views',
      identify: 'updates of the profile',
      group: 'updates of an account',
      alias: 'alias calls',
    },
    where: '{events} (where {list})',
    isKind: 'it is a {kind}',
    /** A field of an object of the catalog, whose id an event names. */
    lookedUp: '{field} of a {type} in {property}',
    begins: 'the name begins with {text}',
    onDays: 'it is {days}',
    between: 'the time of day is from {from} until {until}',
    from: 'the time of day is {from} or later',
    until: 'the time of day is before {until}',
  },
  count: {
    never: '{events} never happened',
    notIn: '{events} did not happen{in}',
    once: '{events} happened at least once{in}',
    exactly: { one: '{events} happened exactly once{in}', other: '{events} happened exactly {n} times{in}' },
    atLeast: {
      one: '{events} happened at least once{in}',
      other: '{events} happened at least {n} times{in}',
    },
    moreThan: {
      one: '{events} happened more than once{in}',
      other: '{events} happened more than {n} times{in}',
    },
    lessThan: {
      one: '{events} happened less than once{in}',
      other: '{events} happened fewer than {n} times{in}',
    },
    atMost: { one: '{events} happened at most once{in}', other: '{events} happened at most {n} times{in}' },
    between: {
      one: '{events} happened {from} to {n} times{in}',
      other: '{events} happened {from} to {n} times{in}',
    },
  },
  value: {
    count: 'the number of {eventsOf}{in}',
    sum: 'the sum of {property} over {eventsOf}{in}',
    average: 'the average {property} of {eventsOf}{in}',
    minimum: 'the lowest {property} of {eventsOf}{in}',
    maximum: 'the highest {property} of {eventsOf}{in}',
    distinct: 'the number of different {property} of {eventsOf}{in}',
    first_value: '{property} of the first {eventBare} that has it{in}',
    last_value: '{property} of the last {eventBare} that has it{in}',
    first_at: 'the first {eventBare}{in}',
    last_at: 'the last {eventBare}{in}',
    firstTime: 'the time of the first {eventBare}{in}',
    lastTime: 'the time of the last {eventBare}{in}',
    daysSince: 'the days since the last {eventBare}{in}',
    rate: 'the number of {eventsOf} per {per}{in}',
    frequent: 'the most frequent {property} of {eventsOf}{in}',
    frequentAtLeast: {
      one: 'the most frequent {property} of {eventsOf}{in}, seen at least once',
      other: 'the most frequent {property} of {eventsOf}{in}, seen at least {n} times',
    },
    list: {
      one: 'the latest {property} of {eventsOf}{in}, as a list of one',
      other: 'up to {n} different {property} of {eventsOf}{in}, the latest first',
    },
    add: '{left} + {right}',
    subtract: '{left} − {right}',
    multiply: '{left} × {right}',
    divide: '{left} ÷ {right}',
    bracketed: '({value})',
    score: 'a score from 1 to {groups} among all people, {groups} for the highest: {value}',
    scoreReversed: 'a score from 1 to {groups} among all people, 1 for the highest: {value}',
    rfm: 'three scores from 1 to {groups} of {eventsOf}{in}: how recent, how many, and the sum of {property}',
  },
  window: {
    last: 'in the last {last}',
    from: 'from {from} on',
    until: 'before {until}',
    both: 'from {from} until before {until}',
    calendar: {
      day: {
        this: 'today',
        before: 'yesterday',
        thisAnd: { one: 'today or the day before', other: 'today or in the {n} days before' },
        back: { one: 'on the day {n} day ago', other: 'on the day {n} days ago' },
        ending: {
          one: 'on the {units} days up to yesterday',
          other: 'on the {units} days up to the one {n} days ago',
        },
      },
      week: {
        this: 'this week',
        before: 'last week',
        thisAnd: { one: 'this week or the one before', other: 'this week or in the {n} weeks before' },
        back: { one: 'in the week {n} week ago', other: 'in the calendar week {n} weeks ago' },
        ending: {
          one: 'in the {units} calendar weeks before this one',
          other: 'in the {units} calendar weeks up to the one {n} weeks ago',
        },
      },
      month: {
        this: 'this month',
        before: 'last month',
        thisAnd: { one: 'this month or the one before', other: 'this month or in the {n} months before' },
        back: { one: 'in the month {n} month ago', other: 'in the calendar month {n} months ago' },
        ending: {
          one: 'in the {units} calendar months before this one',
          other: 'in the {units} calendar months up to the one {n} months ago',
        },
      },
      quarter: {
        this: 'this quarter',
        before: 'last quarter',
        thisAnd: {
          one: 'this quarter or the one before',
          other: 'this quarter or in the {n} quarters before',
        },
        back: { one: 'in the quarter {n} quarter ago', other: 'in the calendar quarter {n} quarters ago' },
        ending: {
          one: 'in the {units} calendar quarters before this one',
          other: 'in the {units} calendar quarters up to the one {n} quarters ago',
        },
      },
      year: {
        this: 'this year',
        before: 'last year',
        thisAnd: { one: 'this year or the one before', other: 'this year or in the {n} years before' },
        back: { one: 'in the year {n} year ago', other: 'in the calendar year {n} years ago' },
        ending: {
          one: 'in the {units} calendar years before this one',
          other: 'in the {units} calendar years up to the one {n} years ago',
        },
      },
    },
  },
  sequence: {
    alone: '{step} happened{in}',
    several: '{in} in this order: {steps}',
    separator: ', ',
    has: '{clause} with a {property}',
    later: 'then {step}',
    laterOnly: 'then {step} ({limits})',
    within: 'within {lengthOf}',
    without: 'without {events} in between',
    and: '{limits} and {limit}',
    same: '{clause}, all with the same {property}',
    nothing: '{clause}, and then {lengthOf} without {events}',
  },
  segment: ['is in {name}', 'is not in {name}'],
  entered: 'entered {name}{in} and is still in it',
  left: 'left {name}{in}',
  list: ['is on the list {name}', 'is not on the list {name}'],
  permits: ['{purpose} is permitted', '{purpose} is not permitted'],
  said: {
    yes: 'said yes to {purpose}',
    no: 'said no to {purpose}',
    nothing: 'has no answer that counts on {purpose}',
  },
  bucket: 'falls into a random {share} (numbers {from} to {to} of {salt})',
  heldOut: ['is among the {share} held out by {salt}', 'is not among the {share} held out by {salt}'],
  lengths: { plain: lengths, of: lengths, last: singular, next: singular },
  lastSeveral: '{length}',
  nextSeveral: '{length}',
};

/** What each language gives: the same keys, and the plural forms that it has. */
export type Words = Same<typeof en>;
export type Forms = { one?: string; few?: string; many?: string; other: string };
type Same<T> = T extends string
  ? string
  : T extends readonly string[]
    ? string[]
    : T extends { other: string }
      ? Forms
      : { [Key in keyof T]: Same<T[Key]> };
