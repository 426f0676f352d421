// How far the pipeline is, as the API tells it.
import { z } from 'zod';
import { settleBody } from '../connect/pipeline/index.ts';
import { answer, type Chapter, moment } from './operation.ts';

const count = z.number().int();
const seconds = z.number().min(0);
const state = z.enum(['running', 'stalled']);

const pipelineState = answer('Pipeline', {
  state: state.describe('Stalled: it fails again and again.'),
  inbox: z.strictObject({ requests_waiting: count, events_waiting: count, oldest_seconds: seconds }),
  position: z
    .strictObject({ inbox: count, resolved: count, appended: count })
    .describe('The last request in the inbox, resolved, and with its events in the event store.'),
  rates: z
    .strictObject({
      accepted_per_second: z.number(),
      resolved_per_second: z.number(),
      appended_per_second: z.number(),
    })
    .describe('Over the last ten seconds.'),
  totals: z.strictObject({
    accepted: count,
    resolved: count,
    appended: count,
    duplicates: count,
    quarantined: count,
  }),
  history: z
    .array(
      z.strictObject({
        at: moment,
        accepted: count,
        resolved: count,
        appended: count,
        quarantined: count,
        lag_seconds: seconds,
      }),
    )
    .describe('One point per ten seconds in which something happened, the last hour at most.'),
  errors: z
    .array(
      z.strictObject({
        at: moment,
        stage: z.enum(['resolve', 'append', 'maintenance']),
        message: z.string(),
      }),
    )
    .describe('The newest first, at most fifty.'),
});

const home = answer('Home', {
  events_per_minute: count.describe('Of the last whole minute.'),
  events_last_hour: z.array(z.strictObject({ minute: moment, events: count })),
  events_total: count,
  lag_seconds: seconds,
  pipeline_state: state,
  people_known: count,
  people_anonymous: count,
  quarantine_waiting: count,
  requests_open: count.describe('What people asked for and nobody has answered.'),
  requests_overdue: count,
  requests_due_at: moment.nullable().describe('By when the next has to be answered; null while none waits.'),
  sources: z.array(z.strictObject({ id: count, name: z.string(), last_event_at: moment.nullable() })),
});

export const pipeline: Chapter = {
  name: 'Pipeline',
  description: 'From the inbox to profiles and events: how far it is.',
  operations: [
    {
      id: 'getPipeline',
      method: 'get',
      path: '/api/pipeline',
      summary: 'Lag, throughput, totals and errors',
      access: 'key',
      scope: 'pipeline:read',
      answer: pipelineState,
    },
    {
      id: 'settle',
      method: 'post',
      path: '/api/pipeline/settle',
      summary: 'Wait until all that was accepted before this call is visible everywhere',
      access: 'key',
      scope: 'pipeline:read',
      body: settleBody,
      answer: answer('Settled', {}),
      errors: ['settle_timeout'],
    },
    {
      id: 'getHome',
      method: 'get',
      path: '/api/home',
      summary: 'Is all well, and what changed',
      access: 'key',
      scope: 'events:read',
      query: z.object({ purpose: z.string() }),
      answer: home,
    },
  ],
};
