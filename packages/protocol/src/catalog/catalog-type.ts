// Types of catalog objects: which fields a product, an order or a ticket has, whom it belongs to, and which events tell of it.
import { z } from 'zod';
import { parsePath, path, propertyPath, slug, text, title } from '../definitions/names.ts';

export const fieldKinds = ['text', 'number', 'boolean', 'date', 'list', 'object'] as const;
export type FieldKind = (typeof fieldKinds)[number];

export const catalogFieldsMax = 100;
export const referencesMax = 10;
export const tellersMax = 20;

/** A type or a field: as definitions are named, so that one can be written into another. */
export const catalogName = slug;

const field = z.strictObject({
  kind: z.enum(fieldKinds, `Name a kind: ${fieldKinds.join(', ')}.`),
  title: title.optional(),
  category: text
    .max(120)
    .optional()
    .describe(
      'The category of data, where it says something of a person: decides who sees it, and who masked.',
    ),
});
export type CatalogField = z.infer<typeof field>;

const reference = z.strictObject({
  path: path.describe('Leads to the id, also into the elements of a list: products.product_id.'),
  to: catalogName.describe('The type of the object that has this id; `segment` for the name of a segment.'),
});
export type CatalogReference = z.infer<typeof reference>;

/** Of an event that tells of objects: where they are in it, and what it says of them. */
const teller = z.strictObject({
  event: text.describe('Track calls of this name.'),
  each: propertyPath.optional().describe('A list whose elements are an object each, such as products.'),
  id: propertyPath.describe('The id, inside the element where `each` is given.'),
  fields: z
    .record(catalogName, propertyPath)
    .default({})
    .describe('Fields of the object, each from this place.'),
  set: z
    .record(catalogName, z.union([z.string().max(500), z.number(), z.boolean()]))
    .default({})
    .describe('Fields that the event sets to a value of its own: {"state": "open"}.'),
  at: catalogName.optional().describe('The field, of kind date, that becomes the time of the event.'),
});
export type CatalogTeller = z.infer<typeof teller>;

const duplicates = (names: readonly string[]): string[] => names.filter((name, i) => names.indexOf(name) < i);

/** What is set and published of a type, beside its name. */
export const catalogType = z
  .strictObject({
    title,
    of_person: z
      .boolean()
      .default(false)
      .describe('Each object belongs to a person, and is shown only where that person permits it.'),
    fields: z
      .record(catalogName, field)
      .refine((given) => Object.keys(given).length > 0, 'Give at least one field.')
      .refine(
        (given) => Object.keys(given).length <= catalogFieldsMax,
        `Use at most ${catalogFieldsMax} fields.`,
      ),
    title_field: catalogName.optional().describe('The field that an object is called by.'),
    time_field: catalogName
      .optional()
      .describe(
        'The field, of kind date, that objects are ordered by. Without it: when they were first told.',
      ),
    references: z.array(reference).max(referencesMax).default([]),
    told_by: z.array(teller).max(tellersMax).default([]),
  })
  .superRefine(({ fields, title_field, time_field, references, told_by }, context) => {
    const refuse = (at: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path: at, message });
    const isField = (name: string): boolean => Object.hasOwn(fields, name);
    if (title_field !== undefined && !isField(title_field))
      refuse(['title_field'], `There is no field "${title_field}".`);
    if (time_field !== undefined && fields[time_field]?.kind !== 'date')
      refuse(['time_field'], 'Name a field of kind date.');
    for (const [i, { path: from }] of references.entries()) {
      const [name = ''] = parsePath(from);
      if (!isField(name)) refuse(['references', i, 'path'], `There is no field "${name}".`);
    }
    for (const path of duplicates(references.map((one) => one.path)))
      refuse(['references'], `The path "${path}" refers to one type only.`);
    for (const [i, one] of told_by.entries()) {
      for (const place of ['fields', 'set'] as const)
        for (const name of Object.keys(one[place]))
          if (!isField(name)) refuse(['told_by', i, place], `There is no field "${name}".`);
      if (one.at !== undefined && fields[one.at]?.kind !== 'date')
        refuse(['told_by', i, 'at'], 'Name a field of kind date.');
    }
  })
  .meta({ id: 'CatalogType' });
export type CatalogType = z.infer<typeof catalogType>;

/** The type of the objects behind this reference. It is no object of the catalog. */
export const segmentReference = 'segment';
