// Traits, as the API tells it.
import { z } from 'zod';
import { historyQuery, traitPreviewBody } from '../understand/traits/index.ts';
import { decided, gateReason } from './consents.ts';
import { asked, refusals, toOperations } from './definitions.ts';
import { answer, type Chapter, evidence, moment, nextCursor, reason } from './operation.ts';

const number = z.number().nullable().describe('Of the values that are numbers; null where none is.');

export const traits: Chapter = {
  name: 'Traits',
  description: 'Values that are computed of each person by definition.',
  operations: [
    ...toOperations({
      ...{ kind: 'trait', noun: 'Trait' },
      count: { people: z.int().nullable().describe('Who have a value; null until it is computed.') },
      own: {
        value: z.unknown().describe('Null where it is missing.'),
        computed_at: moment.nullable().describe('Since when it is kept as the value.'),
        version: z.int().nullable().describe('Of the definition, that made it.'),
        evidence,
      },
    }),
    {
      ...{ id: 'previewTrait', method: 'post', path: '/api/traits/preview' },
      summary: 'What a trait comes to that is not saved',
      description: 'Needs the scope `profiles:read` too: it shows values of people.',
      access: 'key',
      scope: 'traits:read',
      body: traitPreviewBody,
      answer: answer('TraitPreview', {
        people: z.int().describe('Whom the purpose permits, and who have a value.'),
        missing: z.int().describe('Whom it permits, and who have none.'),
        values: z
          .array(z.strictObject({ value: z.unknown(), people: z.int() }))
          .describe('The ten most frequent. Of more than 10,000 different ones the counts are near.'),
        ...{ minimum: number, maximum: number, average: number },
        withheld: gateReason
          .nullable()
          .describe('Why `values` and the three numbers are left out, where they are.'),
        sample: z.array(z.strictObject({ id: z.string(), display_name: z.string(), value: z.unknown() })),
        ...asked,
      }),
      errors: [...refusals, 'purpose_unknown'],
    },
    {
      id: 'listTraitHistory',
      method: 'get',
      path: '/api/traits/{name}/history/{type}/{value}',
      summary: 'What a trait was of a person, the newest change first',
      description:
        'For whoever may read people for the purpose of the trait. Each value is shown as what made it may be seen now.',
      access: 'key',
      scope: 'traits:read',
      query: historyQuery,
      answer: answer('TraitHistory', {
        profile_id: z.string(),
        permitted: z.strictObject(decided),
        items: z.array(
          z.strictObject({
            value: z.unknown().describe('Null where it had none, or it is denied.'),
            at: moment,
            version: z.int().describe('Of the definition.'),
            evidence,
            denied: gateReason.nullable().describe('Why the value is not told.'),
            masked: reason.nullable().describe('Why it is not shown in clear.'),
          }),
        ),
        next_cursor: nextCursor,
      }),
      errors: ['definition_not_found', 'profile_not_found'],
    },
  ],
};
