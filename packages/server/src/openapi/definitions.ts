// What segments and traits have in common, as the API tells it: both are definitions with a name, a purpose and versions.
import { z } from 'zod';
import { changeBody, definitionBody, type Kind } from '../understand/definitions/index.ts';
import { explainQuery } from '../understand/explain/index.ts';
import { decided, gateReason } from './consents.ts';
import { answer, listOf, moment, nothing, type Operation, reason } from './operation.ts';

/** Why somebody came into a segment or left it, or a trait became another. */
export const reasons = ['event', 'attribute', 'list', 'time', 'definition', 'identity'] as const;

const language = 'As docs/definitions.md means it.';

type Called = {
  kind: Kind;
  /** As ids of operations and names of schemas have it. */
  noun: 'Segment' | 'Trait';
  /** How many people there are in or of one. */
  count: { [name in 'members' | 'people']?: z.ZodType };
  /** What is asked by an explanation. */
  own: Record<string, z.ZodType>;
};

/** Making, changing, removing, computing and explaining them. */
export function toOperations({ kind, noun, count, own }: Called): Operation[] {
  const path = `/api/${kind}s`;
  const { shown, withVersions } = describe(noun, count);
  const toRead = { access: 'key', scope: `${kind}s:read` } as const;
  const toWrite = { access: 'key', scope: `${kind}s:write` } as const;
  return [
    {
      ...toRead,
      ...{ id: `list${noun}s`, method: 'get', path },
      summary: `All ${kind}s, by name`,
      answer: listOf(`${noun}List`, shown),
    },
    {
      ...toWrite,
      ...{ id: `create${noun}`, method: 'post', path },
      summary: `Define a ${kind}`,
      description:
        'People are computed at once, and kept up with what happens. What is wrong with a definition stands in `details.faults`, each with its place, such as `definition.all[0].segment`.',
      body: definitionBody,
      status: 201,
      answer: shown,
      errors: [...refusals, 'name_taken', 'definitions_full', 'purpose_unknown'],
    },
    {
      ...toRead,
      ...{ id: `get${noun}`, method: 'get', path: `${path}/{name}` },
      summary: `One ${kind} with all its versions, the newest first`,
      answer: withVersions,
      errors: ['definition_not_found'],
    },
    {
      ...toWrite,
      ...{ id: `change${noun}`, method: 'put', path: `${path}/{name}` },
      summary: `Set a new version of a ${kind}`,
      description: 'The purpose stays. Until everybody is computed, people are in the version before.',
      body: changeBody,
      answer: shown,
      errors: [...refusals, 'definition_not_found'],
    },
    {
      ...toWrite,
      ...{ id: `delete${noun}`, method: 'delete', path: `${path}/{name}` },
      summary: `Remove a ${kind}`,
      status: 204,
      answer: nothing,
      errors: ['definition_not_found', 'definition_in_use'],
    },
    {
      ...toWrite,
      ...{ id: `recompute${noun}`, method: 'post', path: `${path}/{name}/recompute` },
      summary: `Compute a ${kind} for everybody once more`,
      description: 'It is kept up by itself: this is for whoever wants to be sure.',
      status: 202,
      answer: z.strictObject({}),
      errors: ['definition_not_found'],
    },
    {
      ...toRead,
      ...{ id: `explain${noun}`, method: 'get', path: `${path}/{name}/explain/{type}/{value}` },
      summary: kind === 'segment' ? 'Why somebody is in a segment or not' : 'What made a trait what it is',
      description:
        'Each part of the definition as it is of this person now, or, with `at`, as of a past moment. For whoever may read people for its purpose; nothing is looked at where the person denies that.',
      query: explainQuery,
      answer: answer(`${noun}Explanation`, {
        profile_id: z.string(),
        ...own,
        permitted: z.strictObject(decided),
        as_of: moment.nullable().describe('The past moment that was asked about; null for now.'),
        limits: z
          .array(reason)
          .describe('What in an answer about the past is as it is today, not as of then.'),
        changes_at: moment.nullable().describe('When time alone may change it.'),
        ...(kind === 'segment' ? { turns_with: turns } : { changes_to: changed }),
        tree: explained.nullable().describe('Null where the purpose is denied.'),
      }),
      errors: ['definition_not_found', 'profile_not_found', 'moment_in_future'],
    },
  ];
}

/** As lists show one, and as it is shown by itself. */
function describe(noun: Called['noun'], count: Called['count']) {
  const fields = {
    ...{ name: z.string(), title: z.string(), purpose: z.string() },
    definition: z.unknown().describe(language),
    version: z.int().describe('The newest version.'),
    state: z
      .enum(['computing', 'current'])
      .describe('`computing`: people are not in the newest version yet.'),
    ...count,
    set_at: moment.describe('When the newest version was set.'),
    computed_at: moment.nullable().describe('When it was computed for everybody last.'),
    ...(noun === 'Trait' ? { limits_at: limitsAt } : {}),
  };
  const shown = answer(noun, fields);
  const version = z.strictObject({
    ...{ version: z.int(), title: z.string(), definition: z.unknown(), set_at: moment },
    set_by: z.string().describe('`member:` or `api_key:` and an id.'),
    set_by_name: z.string().nullable().describe('Null for who is gone.'),
    computed_at: moment.nullable(),
  });
  return {
    shown,
    withVersions: answer(`${noun}WithVersions`, { ...fields, versions: z.array(version) }),
  };
}

const limitsAt = moment
  .nullable()
  .describe(
    'Of a score: when the limits between its groups were found, once a day; null before, and of other traits.',
  );

export const refusals = [
  ...(['definition_invalid', 'definition_unknown', 'definition_circle'] as const),
  ...(['definition_not_covered', 'definition_masked', 'look_up_too_many'] as const),
] as const;

const explained = answer('Explained', {
  definition: z.unknown().describe('The part of the definition.'),
  met: z.boolean().optional().describe('Of a condition.'),
  value: z.unknown().optional().describe('What it tests, or is; absent where it is missing.'),
  events: z
    .array(z.strictObject({ id: z.string(), event: z.string(), timestamp: moment }))
    .optional()
    .describe('The newest of the events that it looks at, at most 20.'),
  events_count: z.int().optional(),
  denied: gateReason.optional().describe('Why its value and events are not told.'),
  masked: reason.optional().describe('Why its value is not shown in clear.'),
  changes_at: moment.nullable(),
  get nodes(): z.ZodOptional<z.ZodArray<z.ZodType>> {
    return z.array(explained).optional();
  },
});

const part = answer('TurningPart', {
  definition: z.unknown().describe('The part of the definition.'),
  becomes: z.boolean().describe('What it would have to be, met or not.'),
  value: z.unknown().optional().describe('What it tests, as it is now; absent where it is missing.'),
  needs: z.unknown().optional().describe('A test that the value would have to pass.'),
  by: z.number().optional().describe('So much more than it is now, or less where it is negative.'),
  denied: gateReason.optional().describe('Why neither is told.'),
  masked: reason.optional().describe('Why the value is not shown in clear, and what it needs not told.'),
  changes_at: moment.nullable().describe('When time alone may change this part.'),
});
const turns = z
  .array(
    answer('Turn', {
      at: moment.nullable().describe('When time alone does it, if nothing else happens before.'),
      parts: z.array(part).describe('All of these together.'),
    }),
  )
  .describe(
    'What would make the person leave, or come in: at most three ways, what time alone does first, then those with the fewest parts. Parts that nothing can change (chance, events that were counted and stay) are in none. Whoever loses the permission for the purpose leaves anyhow.',
  );
const changed = z
  .strictObject({ at: moment, value: z.unknown() })
  .nullable()
  .describe(
    'The value that time alone gives it next, if nothing else happens before; null where it is not seen.',
  );

/** What a preview tells of the question that it asked. */
export const asked = {
  sql: z.string().describe('As the event store was asked.'),
  parameters: z.record(z.string(), z.unknown()),
  took_ms: z.int(),
};
