// Turns the chapters into an OpenAPI 3.1 document.
import { type ErrorCode, errorTable } from '@rapport/protocol';
import { z } from 'zod';
import { type Chapter, components, nothing, type Operation } from './operation.ts';
import { parameterTexts } from './parameters.ts';

type Json = Record<string, unknown>;
export type OpenApiDocument = {
  openapi: string;
  info: Json;
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Record<string, Json>; securitySchemes: Record<string, Json> };
};

export function toDocument(chapters: readonly Chapter[], version: string): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {};
  for (const { name, operations } of chapters) {
    for (const operation of operations) {
      paths[operation.path] ??= {};
      (paths[operation.path] as Json)[operation.method] = toOperation(operation, name);
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rapport',
      version,
      description: introduction,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: chapters.map(({ name, description }) => ({ name, description })),
    paths,
    components: { schemas: toComponents(), securitySchemes },
  };
}

const introduction = `Two doors. Messages come in through collect (\`/v1/…\`), which speaks the Segment tracking protocol and is
opened by the write key of a source. Everything else lies under \`/api\` and is opened by an API key or by the session of a member.

JSON with snake_case names. Times are ISO 8601, UTC, with milliseconds. Every list answers \`{"items": […], "next_cursor": …}\`.
Every read of personal data names its purpose: \`?purpose=service\`. Every fault answers \`{"error": {"code", "message", "details"}}\`;
the message says what to do.`;

const securitySchemes = {
  api_key: { type: 'http', scheme: 'bearer', description: 'An API key of the workspace.' },
  member_session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'rapport.session_token',
    description: 'The session of a signed-in member: what the console uses.',
  },
  write_key: {
    type: 'http',
    scheme: 'basic',
    description:
      'The write key of a source as user name, with an empty password. It may also come as `Authorization: Bearer`, ' +
      '`X-Write-Key`, `?writeKey=` or `writeKey` in the body.',
  },
};

const securityOf: Record<Operation['access'], Json[]> = {
  key: [{ api_key: [] }, { member_session: [] }],
  write_key: [{ write_key: [] }],
  open: [],
};

function toOperation(operation: Operation, tag: string): Json {
  const { id, summary, description, scope, body } = operation;
  const needs = scope === undefined ? [] : [`An API key needs the scope \`${scope}\`.`];
  const text = [description, ...needs].filter((part) => part !== undefined).join('\n\n');
  const parameters = [...toPathParameters(operation.path), ...toQueryParameters(operation.query)];
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(text === '' ? {} : { description: text }),
    security: securityOf[operation.access],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: toRequestBody(body) }),
    responses: {
      [operation.status ?? 200]: toResponse(operation.answer),
      ...toFaults(operation),
      ...toOtherAnswers(operation),
    },
  };
}

const toPathParameters = (path: string): Json[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(({ 1: name = '' }) => ({
    name,
    in: 'path',
    required: true,
    description: parameterTexts[name],
    schema: { type: 'string' },
  }));

function toQueryParameters(query: z.ZodObject | undefined): Json[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = toSchema(query) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description: own, ...schema }]) => ({
    name,
    in: 'query',
    // Routes take a missing purpose themselves, to answer it with a code of its own; where it only narrows, or there is one that
    // is usual, its schema says so.
    required: required.includes(name) || (name === 'purpose' && own === undefined && !('default' in schema)),
    description: own ?? parameterTexts[name],
    // In a query everything is text: what counts is how it reads.
    schema: Array.isArray(schema.type) ? { ...schema, type: schema.type[0] } : schema,
  }));
}

function toRequestBody(body: NonNullable<Operation['body']>): Json {
  if (body instanceof z.ZodType) {
    const required = !body.safeParse({}).success;
    return { required, content: { 'application/json': { schema: toSchema(body) } } };
  }
  return {
    required: true,
    description: body.description,
    content: { [body.contentType]: { schema: { type: 'string', format: 'binary' } } },
  };
}

function toResponse(answer: Operation['answer']): Json {
  if (answer === nothing) return { description: 'Done.' };
  if (answer instanceof z.ZodType)
    return { description: 'Done.', content: { 'application/json': { schema: toSchema(answer) } } };
  return {
    description: answer.description,
    content: { [answer.contentType]: { schema: { type: 'string' } } },
  };
}

const toOtherAnswers = ({ otherAnswers = {} }: Operation): Json =>
  Object.fromEntries(
    Object.entries(otherAnswers).map(([status, schema]) => [
      status,
      { ...toResponse(schema), description: 'Not done.' },
    ]),
  );

const commonFaults: Record<Operation['access'], ErrorCode[]> = {
  key: ['unauthorized', 'forbidden', 'storage_unavailable', 'internal'],
  write_key: ['write_key_missing', 'write_key_unknown', 'source_disabled', 'storage_unavailable'],
  open: [],
};

/** One response per status: its description tells the codes apart. */
function toFaults({ access, query, body, errors = [] }: Operation): Json {
  const purposes: ErrorCode[] =
    query !== undefined && 'purpose' in query.shape ? ['purpose_required', 'purpose_unknown'] : [];
  const parsed: ErrorCode[] =
    access === 'key' && (query !== undefined || body !== undefined) ? ['invalid_request'] : [];
  const codes = new Set([...commonFaults[access], ...parsed, ...purposes, ...errors]);
  const byStatus = Map.groupBy(codes, (code) => errorTable[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      {
        description: group.map((code) => `\`${code}\`: ${errorTable[code].message}`).join('\n\n'),
        ...(status === 429 ? { headers: { 'Retry-After': retryAfter } } : {}),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    ]),
  );
}

const retryAfter = {
  description: 'Whole seconds to wait.',
  schema: { type: 'integer', minimum: 1, maximum: 300 },
};

/** Leaves out what only the checker needs, and says where the checker takes text for a number. */
function toReadable({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: Json }): void {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (zodSchema._zod.def.type === 'number' && 'coerce' in zodSchema._zod.def)
    jsonSchema.type = ['integer', 'string'];
}

function toSchema(schema: z.ZodType): Json {
  const id = components.get(schema)?.id;
  if (id !== undefined) return { $ref: `#/components/schemas/${id}` };
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io: 'input',
    override: toReadable,
  });
  return json;
}

/** Answers may grow: what a client does not know it must pass over. */
function toComponents(): Record<string, Json> {
  const { schemas } = z.toJSONSchema(components, {
    io: 'input',
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ zodSchema, jsonSchema }) => {
      toReadable({ zodSchema, jsonSchema });
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _dialect, $id: _id, ...json }]) => [id, json as Json]),
  );
}
