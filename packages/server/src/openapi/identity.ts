// Deciding by hand who is who, as the API tells it.
import { z } from 'zod';
import { changeBodies, previewBody } from '../connect/identity-changes/index.ts';
import { answer, type Chapter, type Operation } from './operation.ts';

const outcome = answer('IdentityOutcome', {
  people: z
    .array(
      z.strictObject({
        id: z.string(),
        is_new: z.boolean().describe('New, or back after having been merged away.'),
        identifiers: z.array(z.strictObject({ type: z.string(), value: z.string() })),
      }),
    )
    .describe('The people that hold other identifiers than before, as they are afterwards.'),
  merged: z.array(z.string()).describe('Profile ids that lead to one of them now.'),
});

const summaries: Record<keyof typeof changeBodies, string> = {
  unlink: 'Part two identifiers that messages named together, as if they never had',
  link: 'Let two identifiers that were parted belong together again',
  remove: 'Take an identifier out: it says nothing about who anybody is',
  restore: 'Put an identifier back that was taken out',
  split: 'Make a person of their own of some identifiers of one person',
  revert: 'Give a person that was merged away back what they held',
};

const toOperation = (action: keyof typeof changeBodies): Operation => ({
  id: `${action}Identity`,
  method: 'post',
  path: `/api/identity/${action}`,
  summary: summaries[action],
  access: 'key',
  scope: 'profiles:write',
  body: changeBodies[action],
  answer: outcome,
  errors: ['invalid_request', action === 'revert' ? 'not_found' : 'profile_not_found'],
});

export const identity: Chapter = {
  name: 'Identity',
  description:
    'Deciding by hand who is who. Events, attributes and memberships follow the identifiers that they are of.',
  operations: [
    {
      id: 'previewIdentity',
      method: 'post',
      path: '/api/identity/preview',
      summary: 'What would follow from a decision; nothing of it stays',
      access: 'key',
      scope: 'profiles:write',
      body: previewBody,
      answer: outcome,
      errors: ['invalid_request', 'not_found', 'profile_not_found'],
    },
    ...(Object.keys(changeBodies) as (keyof typeof changeBodies)[]).map(toOperation),
  ],
};
