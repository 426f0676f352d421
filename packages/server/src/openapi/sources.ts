// Where messages come from, as the API tells it.
import { z } from 'zod';
import { engageKind, newSource, sourceChange, sourceKinds } from '../connect/sources/index.ts';
import { signalFaultCodes, signalMethods } from '../respect/signals/index.ts';
import { bannerOperations } from './banners.ts';
import { answer, type Chapter, listOf, moment } from './operation.ts';

export const source = answer('Source', {
  id: z.number().int(),
  slug: z.string().describe('Short name; profiles and timelines name the source by it.'),
  name: z.string(),
  kind: z.enum([...sourceKinds, engageKind]),
  write_key: z.string().describe('No secret: it allows adding, never reading.'),
  enabled: z.boolean(),
  settings: z.strictObject({
    ip: z
      .enum(['keep', 'truncate', 'drop'])
      .describe('What is kept of addresses: all, the network part, or nothing.'),
    rate_limit_per_second: z.number().int().nullable().describe('Messages per second; null is no limit.'),
    rank: z.number().int().describe('Of two values for one attribute the one of the higher rank wins.'),
  }),
  created_at: moment,
  last_event_at: moment.nullable(),
  events_total: z.number().int(),
});

const signalFault = z.strictObject({
  method: z.enum(signalMethods).describe('Which signal: a string, a browser, a banner.'),
  code: z.enum(signalFaultCodes),
  message: z.string().describe('What is wrong, and what to send instead. It holds nothing of what was sent.'),
  messages: z.number().int().describe('So many messages had it.'),
  first_at: moment,
  last_at: moment,
});

export const sources: Chapter = {
  name: 'Sources',
  description: 'Where messages come from, with their keys and settings.',
  operations: [
    {
      id: 'listSources',
      method: 'get',
      path: '/api/sources',
      summary: 'All sources',
      access: 'key',
      scope: 'sources:read',
      answer: listOf('SourceList', source),
    },
    {
      id: 'createSource',
      method: 'post',
      path: '/api/sources',
      summary: 'Add a source; its write key works at once',
      access: 'key',
      scope: 'sources:write',
      body: newSource,
      status: 201,
      answer: source,
    },
    {
      id: 'getSource',
      method: 'get',
      path: '/api/sources/{id}',
      summary: 'One source',
      access: 'key',
      scope: 'sources:read',
      answer: source,
      errors: ['not_found'],
    },
    {
      id: 'listSignalFaults',
      method: 'get',
      path: '/api/sources/{id}/signal-faults',
      summary: 'Signals of permission from this source that could not be read, the latest first',
      description:
        'Such a signal gives nothing and refuses nothing. Senders are not told, so whoever runs the consent banner should look here.',
      access: 'key',
      scope: 'sources:read',
      answer: listOf('SignalFaultList', signalFault),
      errors: ['not_found'],
    },
    {
      id: 'changeSource',
      method: 'patch',
      path: '/api/sources/{id}',
      summary: 'Rename a source, switch it on or off, change its settings',
      description: 'What is left out stays. A source that is switched off answers 403 to its senders.',
      access: 'key',
      scope: 'sources:write',
      body: sourceChange,
      answer: source,
      errors: ['not_found'],
    },
    {
      id: 'rotateSourceKey',
      method: 'post',
      path: '/api/sources/{id}/rotate-key',
      summary: 'Give a source a new write key; the old one stops at once',
      access: 'key',
      scope: 'sources:write',
      answer: source,
      errors: ['not_found'],
    },
    ...bannerOperations,
  ],
};
