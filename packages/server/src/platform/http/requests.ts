// Reading requests: query and body through zod schemas, and the shape of every list.
import { AppError } from '@rapport/protocol';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

/** The body by its schema. Throws `invalid_request` naming each wrong field. */
export const parseBody = <Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> =>
  parse(schema, body ?? {}, 'body');

/** The query string by its schema. */
export const parseQuery = <Schema extends z.ZodType>(schema: Schema, query: unknown): z.infer<Schema> =>
  parse(schema, query, 'query');

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, where: string): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => ({
    field: issue.path.join('.') || where,
    problem: issue.message,
  }));
  const sentence = fields.map(({ field, problem }) => `${field}: ${problem}`).join('; ');
  throw new AppError('invalid_request', `The ${where} is not valid. ${sentence}`, { fields });
}

const int4Max = 2_147_483_647;

/** The id that a path names; 0, which nothing has, for text that is no id or is too large for the column. */
export const toId = (text: string, max = int4Max): number =>
  /^\d{1,16}$/.test(text) && Number(text) <= max ? Number(text) : 0;

/** An id of a small table as a field of a query. */
export const idField = z.coerce.number().int().min(1).max(int4Max);

/** `limit` of a list: 1 to 1000, 50 when absent. */
export const limitField = z.coerce.number('a whole number from 1 to 1000').int().min(1).max(1000).default(50);

/**
 * The answer of every list. `rows` holds up to one more than `limit`: that one is the proof that a next page exists;
 * `toCursor` names where the page ended.
 */
export function pageOf<Row, Item>(
  rows: Row[],
  limit: number,
  toItem: (row: Row) => Item,
  toCursor: (row: Row) => string,
): { items: Item[]; next_cursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(toItem),
    next_cursor: rows.length > limit && last !== undefined ? toCursor(last) : null,
  };
}

/** The beginning of addresses that others are given: what is configured, else what whoever asks reached us by. */
export const toPublicBase = ({ headers }: FastifyRequest, publicUrl: string | undefined): string =>
  publicUrl?.replace(/\/$/, '') ?? `http://${headers.host ?? 'localhost'}`;
