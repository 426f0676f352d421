// What a mapping may say: which columns of a row become which fields of a message.
import { messageTypes } from '@rapport/protocol';
import { z } from 'zod';
import { compileDateReader } from './dates.ts';
import { FileError } from './model.ts';

const columnName = z.string('must be the name of a column').min(1, 'must name a column');
const valueTypes = ['text', 'number', 'boolean', 'date', 'json'] as const;

/** Where a column is wanted, its bare name will do. */
const orColumn = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (typeof value === 'string' ? { column: value } : value), schema);

const timeOptions = {
  /** iso, unix, unix_ms, unix_us, excel, or a pattern such as `dd.MM.yyyy HH:mm`. iso when absent. */
  format: z.string().optional(),
  /** The time zone of times that name none: `Europe/Warsaw`. UTC when absent. */
  timezone: z.string().optional(),
};

const form = 'must be a column name or an object such as {"column": "NAME"}';
const idField = orColumn(z.strictObject({ column: columnName }, form));
const timeField = orColumn(
  z.strictObject({ column: columnName, ...timeOptions }, form).superRefine(checkTime),
);

/** A text for all rows, or the column that holds it. */
const textField = z.preprocess(
  (value) => (typeof value === 'string' ? { value } : value),
  z
    .strictObject(
      { column: columnName.optional(), value: z.string().min(1, 'must not be empty').optional() },
      'must be a text, or {"column": "NAME"}',
    )
    .refine(isOneOf, 'must be a text, or {"column": "NAME"}'),
);

/** A column with a type, or the same value for every row. */
const valueField = orColumn(
  z
    .strictObject(
      {
        column: columnName.optional(),
        value: z
          .union([z.string(), z.number(), z.boolean()], 'must be text, a number, true or false')
          .optional(),
        type: z.enum(valueTypes, `must be one of ${valueTypes.join(', ')}`).optional(),
        ...timeOptions,
        /** The decimal sign of numbers; the other one of `.` and `,` may then group digits. */
        decimal: z.enum(['.', ','], 'must be "." or ","').optional(),
        /** A row without this value is set aside. */
        required: z.boolean().optional(),
      },
      form,
    )
    .refine(isOneOf, 'must have either a column or a value')
    .superRefine(checkTime),
);

/** Values by name. `"*": "rest"` adds every column that is not used elsewhere; `"rest"` alone is just that. */
const fields = z.preprocess(
  (value) => {
    if (value === 'rest') return { rest: true, named: {} };
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return { rest: false, named: value };
    const { '*': rest, ...named } = value as Record<string, unknown>;
    return { rest: rest === undefined ? false : rest === 'rest' || rest, named };
  },
  z.object({
    rest: z.boolean('"*" can only be "rest"'),
    named: z.record(z.string(), valueField, 'must be "rest" or an object of columns by name'),
  }),
);

const messageIdField = orColumn(
  z
    .strictObject({
      column: columnName.optional(),
      columns: z.array(columnName).min(1, 'must name a column').optional(),
      asIs: z.boolean().optional(),
    })
    .refine(
      ({ column, columns, asIs }) => (column === undefined) !== (columns === undefined) && !(asIs && columns),
      {
        message: 'must be {"column": …}, {"column": …, "asIs": true} or {"columns": […]}',
      },
    ),
);

const messageMapping = z
  .strictObject({
    type: z.enum(messageTypes, `must be one of ${messageTypes.join(', ')}, as-is`),
    event: textField.optional(),
    name: textField.optional(),
    userId: idField.optional(),
    anonymousId: idField.optional(),
    previousId: idField.optional(),
    groupId: idField.optional(),
    timestamp: timeField.optional(),
    properties: fields.optional(),
    traits: fields.optional(),
    context: fields.optional(),
    /** Columns that name the message; `asIs` takes the text of the column itself. Without it the file and the row number do. */
    messageId: messageIdField.optional(),
    /** Texts that mean "nothing here", such as NULL. Empty cells always do. */
    empty: z.array(z.string(), 'must be a list of texts').optional(),
  })
  .superRefine(checkMessage);

/** Each row is a tracking message already, as in exports of Segment or RudderStack. */
const asIsMapping = z.strictObject({ type: z.literal('as-is') });

export type MessageMapping = z.infer<typeof messageMapping>;
export type AsIsMapping = z.infer<typeof asIsMapping>;
export type ValueField = z.infer<typeof valueField>;
export type Fields = z.infer<typeof fields>;
/** One message of each row for each entry. */
export type Mapping = (MessageMapping | AsIsMapping)[];

const messagesPerRowMax = 8;

/** Checks a mapping, or a list of them. Throws a FileError that names each wrong field. */
export function parseMapping(value: unknown): Mapping {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0 || list.length > messagesPerRowMax) {
    throw new FileError(`The mapping must be an object, or a list of 1 to ${messagesPerRowMax} objects.`);
  }
  return list.map((one, index) => parseOne(one, Array.isArray(value) ? `[${index}].` : ''));
}

function parseOne(value: unknown, prefix: string): MessageMapping | AsIsMapping {
  const schema = (value as { type?: unknown } | null)?.type === 'as-is' ? asIsMapping : messageMapping;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => {
    const field = toFieldName(issue.path);
    return `${prefix}${field === '' ? '' : `${field}: `}${issue.message}`;
  });
  throw new FileError(`The mapping is not valid. ${issues.join('; ')}.`);
}

/** The path as the person wrote it: the schema keeps `"*": "rest"` apart from the named fields. */
const toFieldName = (path: PropertyKey[]): string =>
  path
    .map((part, index) => (part === 'rest' && path[index - 1] !== 'named' ? '*' : String(part)))
    .filter((part) => part !== 'named')
    .join('.');

function isOneOf({ column, value }: { column?: unknown; value?: unknown }): boolean {
  return (column === undefined) !== (value === undefined);
}

function checkTime(
  { format, timezone }: { format?: string | undefined; timezone?: string | undefined },
  issues: z.RefinementCtx,
): void {
  try {
    compileDateReader(format, timezone);
  } catch (error) {
    const { message } = error as Error;
    issues.addIssue({
      code: 'custom',
      path: [message.includes('time zone') ? 'timezone' : 'format'],
      message,
    });
  }
}

function checkMessage(mapping: Record<string, unknown>, issues: z.RefinementCtx): void {
  const { type } = mapping;
  const need = (field: string, why: string): void => {
    if (mapping[field] === undefined) issues.addIssue({ code: 'custom', path: [field], message: why });
  };
  if (type === 'track') need('event', 'must be the name of the event, or {"column": "NAME"}');
  if (type === 'group') need('groupId', 'must name the column of the group');
  if (type === 'alias') need('previousId', 'must name the column of the former id');
  if (type === 'alias' || mapping.anonymousId === undefined)
    need('userId', 'must name the column of the id (or map anonymousId)');
  const other = type === 'identify' || type === 'group' ? 'properties' : 'traits';
  if (mapping[other] !== undefined) {
    const told = other === 'traits' ? 'properties' : 'traits';
    issues.addIssue({
      code: 'custom',
      path: [other],
      message: `is not part of ${String(type)}; use ${told}`,
    });
  }
}
