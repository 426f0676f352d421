// English: the frame around the pages, signing in, and errors.
export const shell = {
  find: {
    dark: 'Switch to dark',
    failed: 'People could not be searched. Pages and actions still work.',
    group: { people: 'People', pages: 'Pages', sources: 'Sources', actions: 'Actions' },
    light: 'Switch to light',
    nothing: 'Nothing found for “{{text}}”. Try part of a name, an e-mail address or an id.',
    placeholder: 'Find people, pages and actions',
    searching: 'Searching people',
  },
  keys: {
    close: 'Close',
    open: 'Open the row',
    pageSearch: 'Search on this page',
    pause: 'Pause or resume Live',
    rows: 'Next and previous row',
    search: 'Find people, pages, actions',
    sheet: 'This sheet',
  },
  language: 'Language',
  member: 'Member',
  menu: 'Navigation',
  notFound: {
    home: 'Go to Home',
    title: 'There is no page at this address',
    words: 'The link may be old, or a part of it is missing.',
  },
  openMenu: 'Open the navigation',
  page: {
    home: 'Home',
    live: 'Live',
    sources: 'Sources',
    import: 'Import',
    quarantine: 'Quarantine',
    rules: 'Identity rules',
    refusals: 'Refusals, super-nodes',
    people: 'People',
    segments: 'Segments',
    traits: 'Traits',
    purposes: 'Purposes',
    notices: 'Notices',
    gate: 'Ask the gate',
    consent: 'Consent',
    suppressions: 'Suppressions',
    recipients: 'Recipients',
    processingRecord: 'Processing record',
    labels: 'Data labels',
    pipeline: 'Pipeline',
    members: 'Members',
  },
  pillar: { connect: 'Connect', understand: 'Understand', respect: 'Respect' },
  search: 'Find',
  shortcuts: 'Keyboard shortcuts',
  signOut: 'Sign out',
  skip: 'Skip to the content',
  theme: { title: 'Theme', auto: 'Like the system', light: 'Light', dark: 'Dark' },
  version: 'Rapport {{version}}',
  waiting_one: '{{count, number}} message waits',
  waiting_other: '{{count, number}} messages wait',
  zone: { title: 'Times in', local: 'This computer’s zone ({{zone}})' },
} as const;

export const signIn = {
  again: 'You were signed out. Sign in to go on where you were.',
  email: 'E-mail',
  first:
    'First time here? The first member’s e-mail and password were printed in the terminal when Rapport first started.',
  password: 'Password',
  submit: 'Sign in',
  title: 'Sign in to Rapport',
  tooMany: 'Too many attempts. Wait a minute and try again.',
  wrong: 'This e-mail and password do not belong together.',
} as const;

export const error = {
  failed: {
    title: 'Something failed inside Rapport',
    todo: 'Try again. If it stays, look into the server’s log for the id below.',
  },
  forbidden: {
    title: 'You may not see this',
    todo: 'Ask an owner of this workspace for the permission.',
  },
  missing: {
    title: 'This does not exist',
    todo: 'It may have been removed, or the address is not complete.',
  },
  quote: 'Code <code>{{code}}</code>, id to quote <id/>',
  refused: {
    title: 'Rapport refused this request',
    todo: 'Change what was asked for and try again.',
  },
  retry: 'Try again',
  unreachable: {
    title: 'Rapport cannot be reached',
    todo: 'Check that the server runs and that this computer is online. Nothing was changed.',
  },
} as const;
