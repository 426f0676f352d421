// English: Quarantine.
export const quarantine = {
  about:
    'Messages that could not be accepted, with the reason. Nothing here was lost: mend the sender, then send them again or drop them.',
  body: 'The message as it came',
  column: {
    excerpt: 'Content',
    reason: 'Reason',
    received: 'Received',
    size: 'Size',
    source: 'Source',
    type: 'Type',
  },
  drop: 'Drop',
  dropAll_one: 'Drop {{count, number}} message',
  dropAll_other: 'Drop {{count, number}} messages',
  dropTitle_one: 'Drop {{count, number}} message for good',
  dropTitle_other: 'Drop {{count, number}} messages for good',
  dropWords_one: 'The message is deleted. It was never counted and cannot be brought back.',
  dropWords_other:
    'The {{count, number}} messages are deleted. They were never counted and cannot be brought back.',
  dropped_one: '{{count, number}} message was dropped.',
  dropped_other: '{{count, number}} messages were dropped.',
  empty: 'Nothing is in quarantine',
  emptyWords:
    'Every message that was sent could be accepted. When one cannot, it waits here with the reason.',
  message: 'Message',
  noneFound: 'Nothing passes this filter',
  noneFoundWords: 'Take a filter away to see the other messages.',
  reason: {
    not_an_object: { title: 'Not an object', todo: 'A message must be a JSON object.' },
    message_too_large: { title: 'Too large', todo: 'Move large values out of the message.' },
    message_too_deep: { title: 'Nested too deep', todo: 'Flatten it: at most 64 levels.' },
    type_unknown: {
      title: 'Unknown type',
      todo: '`type` must be track, identify, page, screen, group or alias.',
    },
    message_id_invalid: {
      title: 'Message id not valid',
      todo: '`messageId` must be text of 1 to 255 characters.',
    },
    id_missing: { title: 'No id of a person', todo: 'Send `userId` or `anonymousId`.' },
    id_invalid: { title: 'Id not valid', todo: 'Ids must be text or numbers of 1 to 512 characters.' },
    event_missing: {
      title: 'Event has no name',
      todo: 'A track call needs `event`, a text of 1 to 255 characters.',
    },
    name_invalid: { title: 'Page name not valid', todo: '`name` must be text of at most 1,000 characters.' },
    group_id_missing: { title: 'No account id', todo: 'A group call needs `groupId`.' },
    previous_id_missing: { title: 'No previous id', todo: 'An alias call needs `previousId` and `userId`.' },
    properties_invalid: { title: 'Properties not valid', todo: '`properties` must be an object.' },
    traits_invalid: { title: 'Traits not valid', todo: '`traits` must be an object.' },
    context_invalid: { title: 'Context not valid', todo: '`context` must be an object.' },
    timestamp_invalid: { title: 'Time not readable', todo: 'Send times in ISO 8601 or in milliseconds.' },
    timestamp_in_future: {
      title: 'Time in the future',
      todo: 'The event lies more than 24 hours ahead. Check the sender’s clock.',
    },
    not_processable: {
      title: 'Could not be processed',
      todo: 'The message stopped the pipeline and was taken out. Send it again after an update; report it if it stays.',
    },
    too_many_messages: { title: 'Too many in one request', todo: 'Send smaller batches.' },
  },
  reasons: 'Reasons',
  replay: 'Send again',
  replayAll_one: 'Send {{count, number}} message again',
  replayAll_other: 'Send {{count, number}} messages again',
  replayed_one: '{{count, number}} message was sent again. If it is still wrong, it comes back.',
  replayed_other: '{{count, number}} messages were sent again. Those that are still wrong come back.',
  replayedSuppressed_one:
    '{{count, number}} message was sent again. Not stored, as somebody must not be collected: {{suppressed, number}}.',
  replayedSuppressed_other:
    '{{count, number}} messages were sent again. Not stored, as somebody must not be collected: {{suppressed, number}}.',
  title: 'Quarantine',
} as const;
