// Calls to be made, as the API tells them.
import { z } from 'zod';
import { outcomeBody, outcomes, taskListQuery, taskStates } from '../engage/channels/index.ts';
import { answer, type Chapter, listOf, moment, reason } from './operation.ts';

const fields = {
  id: z.string().describe('Of the message.'),
  profile_id: z.string().describe('Whom to call.'),
  title: z.string().describe('What the call is about.'),
  state: z.enum(taskStates),
  purpose: z.string(),
  topic: z.string().nullable(),
  trigger: z.strictObject({ kind: z.string(), name: z.string() }).describe('What made it.'),
  due_at: moment.describe('Not before.'),
  attempts: z.int().describe('How often nobody answered.'),
  claimed_by: z.string().nullable().describe('`member:` or `api_key:` and an id.'),
  claimed_by_name: z.string().nullable(),
  claimed_until: moment.nullable().describe('Nobody else gets it until then.'),
  outcome: z.enum(outcomes).nullable(),
  reason: reason.nullable().describe('Of what was refused: it names what the person said.'),
  ended_at: moment.nullable(),
};
const task = answer('PhoneTask', fields);

export const phoneTasks: Chapter = {
  name: 'Calls',
  description:
    'The queue of a call centre: messages by telephone are tasks for people. Whom to call and what to say is told to whoever claims one, after the gate was asked once more.',
  operations: [
    {
      ...{ access: 'key', scope: 'phone_tasks:read' },
      ...{ id: 'listPhoneTasks', method: 'get', path: '/api/phone-tasks' },
      summary: 'Calls, what is due first comes first',
      query: taskListQuery,
      answer: listOf('PhoneTaskList', task),
    },
    {
      ...{ access: 'key', scope: 'phone_tasks:write' },
      ...{ id: 'claimPhoneTask', method: 'post', path: '/api/phone-tasks/{id}/claim' },
      summary: 'Take a call in hand, for half an hour',
      description: 'Refused where the person said no in the meantime: the task is closed then.',
      answer: answer('ClaimedPhoneTask', {
        ...fields,
        number: z.string().describe('E.164.'),
        script: z.string().describe('What to say.'),
        language: z.string(),
        note: z.string().nullable().describe('Of the call before.'),
      }),
      errors: ['phone_task_not_found', 'phone_task_taken', 'phone_task_refused'],
    },
    {
      ...{ access: 'key', scope: 'phone_tasks:write' },
      ...{ id: 'endPhoneTask', method: 'post', path: '/api/phone-tasks/{id}/outcome' },
      summary: 'Say how a call ended that you have in hand',
      body: outcomeBody,
      answer: task,
      errors: ['phone_task_not_found', 'phone_task_taken'],
    },
  ],
};
