// What the parameters mean that many operations share, by name.

export const parameterTexts: Record<string, string> = {
  purpose: 'What the data is read for: the slug of a purpose, such as `service` (see GET /api/purposes).',
  limit: 'Most items in the answer.',
  include: '`activity` adds when the person was first and last seen, and the number of events.',
  cursor: '`next_cursor` of the answer before this one.',
  type: 'Kind of identifier, such as `user_id`, `anonymous_id` or `email`, or `profile_id`; in a list of events the type of call.',
  value: 'The identifier itself, percent-encoded. Spelling does not matter where the kind has a normal form.',
  attribute: 'Name of an attribute, percent-encoded.',
  event: 'Name of a track call, exactly.',
  message_id: 'Id of a message, exactly: the event that it became.',
  source: 'Id of a source.',
  q: 'Text to look for; upper and lower case mean the same.',
  reason: 'Code of a reason (see GET /api/quarantine/reasons).',
  id: 'The `id` that a list gave.',
  slug: 'The slug of a purpose, such as `service`, of a role, such as `reader`, or of a recipient.',
  state:
    'How a label came about: `confirmed` by a member, `guessed`, or `unlabelled`: it looks personal and waits.',
  subject: 'What labels are of: `attribute` or `property`.',
  profile_id: 'Id of a person: only what is about them.',
  format: '`json` or `csv`.',
  hash: 'SHA-256 of the text of a notice, in hexadecimal.',
  language: 'Language tag, such as `en`.',
  file_name: 'What the file is called; its ending tells how it is read.',
  write_key: 'The write key of a source.',
  call: 'Type of the message.',
  scope: 'What must not happen: one of the scopes of suppressions, such as `no_collect`.',
};
