// Caps, quiet hours and priorities, as the API tells them.
import { z } from 'zod';
import { channelSlugs } from '../engage/channels/index.ts';
import { messageRulesBody } from '../engage/rules/index.ts';
import { answer, type Chapter, moment } from './operation.ts';

const channel = z.enum(channelSlugs);

const rules = answer('MessageRules', {
  time_zone: z.string().describe('Of people of whom no other is known.'),
  quiet_hours: z.array(
    z.strictObject({
      channels: z.array(channel),
      weekdays: z.array(z.int()).describe('On which they begin; 1 is Monday.'),
      from: z.string().describe('In the person’s own time: `21:00`.'),
      until: z.string().describe('Before `from`: on the next day.'),
    }),
  ),
  caps: z.array(
    z.strictObject({
      channel: channel.nullable().describe('Null: whatever the channel.'),
      topic: z.string().nullable().describe('Null: whatever the topic.'),
      ...{ count: z.int(), hours: z.int() },
    }),
  ),
  priorities: z.array(z.strictObject({ topic: z.string(), priority: z.int() })),
  version: z.int().describe('0: as shipped.'),
  updated_at: moment.nullable(),
  updated_by: z.string().nullable().describe('`member:` or `api_key:` and an id.'),
  updated_by_name: z.string().nullable().describe('Null for who is gone.'),
});

export const messageRules: Chapter = {
  name: 'Caps and quiet hours',
  description:
    'When a message that may go goes: not in quiet hours, not more often than is good, and what matters first. What nobody can switch off, such as a receipt, is neither held back nor counted.',
  operations: [
    {
      ...{ access: 'key', scope: 'messages:read' },
      ...{ id: 'getMessageRules', method: 'get', path: '/api/message-rules' },
      summary: 'The rules in force',
      answer: rules,
    },
    {
      ...{ access: 'key', scope: 'channels:write' },
      ...{ id: 'setMessageRules', method: 'put', path: '/api/message-rules' },
      summary: 'Set the rules as a whole',
      description: 'They hold for every message that has not gone yet.',
      body: messageRulesBody,
      answer: rules,
      errors: ['topic_unknown', 'conflict'],
    },
  ],
};
