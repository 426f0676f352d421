// How the API is told here: chapters of operations, each a plain value. document.ts turns them into OpenAPI.
import { type ErrorCode, errorTable } from '@rapport/protocol';
import { z } from 'zod';

export type Operation = {
  /** Name for generated clients. */
  id: string;
  method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  /** As OpenAPI writes it: `/api/sources/{id}`. */
  path: string;
  /** One line, without a full stop. */
  summary: string;
  description?: string;
  /** Who may call: holders of an API key and signed-in members, senders with a write key, or everybody. */
  access: 'key' | 'write_key' | 'open';
  /** The scope that an API key must have. */
  scope?: string;
  query?: z.ZodObject;
  body?: z.ZodType | OtherBody;
  /** Default 200. */
  status?: number;
  answer: z.ZodType | OtherAnswer | typeof nothing;
  /** Answers that are neither this one nor an `Error`, by status. */
  otherAnswers?: Record<number, z.ZodType>;
  /** Faults beside those that every operation with this `access` can answer. */
  errors?: ErrorCode[];
};

/** An answer without a body. */
export const nothing = 'nothing';

/** What is no JSON. */
export type OtherAnswer = { contentType: string; description: string };
export type OtherBody = { contentType: string; description: string };

export type Chapter = { name: string; description: string; operations: Operation[] };

/** Schemas with a name: each becomes a component that others refer to. */
export const components = z.registry<{ id: string }>();

export function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  components.add(schema, { id });
  return schema;
}

/** An answer with a name. Strict here, so that tests find what is not described; open in the document. */
export const answer = <Shape extends z.core.$ZodLooseShape>(id: string, shape: Shape) =>
  named(id, z.strictObject(shape));

/** The answer of a list of these. */
export const listOf = <Item extends z.ZodType>(id: string, item: Item) =>
  answer(id, { items: z.array(item), next_cursor: nextCursor });

export const nextCursor = z
  .string()
  .nullable()
  .describe('Send it as `cursor` to get the next page; null on the last one.');
export const evidence = z
  .int()
  .nullable()
  .describe('Of how many events a value is made; null where it is made of none.');
/** A moment: ISO 8601, UTC, with milliseconds. */
export const moment = z.iso.datetime({ precision: 3 });
export const json = z.record(z.string(), z.unknown());
export const reason = z.strictObject({ code: z.string(), message: z.string() });
export const sourceName = z.strictObject({ id: z.number().int(), name: z.string() });

answer('Error', {
  error: z.strictObject({
    code: z.enum(Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]]),
    message: z.string().describe('What is wrong, and what to do.'),
    details: json,
  }),
});
