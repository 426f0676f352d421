// English: what would have been sent.
export const outbox = {
  about:
    'What went to the built-in outbox, as long as no mail server is set up: mails that would have been sent.',
  empty: 'No mail for “{{purpose}}”',
  emptyWords:
    'Mails are shown for the purpose that they are sent for: choose another one above. Once a mail server sends, new mails are in Messages only.',
  from: 'From',
  htmlHelp:
    'Nothing that you do here tells of an opening or a click. Images from other servers are not fetched.',
  mail: 'Mail',
  noHeaders: 'It has no headers of its own.',
  seeMessages: 'See all messages',
  seeWhy: 'See why it was sent',
  tabs: {
    headers: 'Headers',
    html: 'As it looks',
    text: 'Plain text',
  },
  title: 'Outbox',
  to: 'To',
  when: 'When',
  why: 'Why',
} as const;
