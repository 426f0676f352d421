// A type that is being made or changed: rows that keep their order, and the type as the API takes it.
import { type CatalogField, type CatalogTeller, type CatalogType, readCatalogType } from '@rapport/protocol';
import type { Fault } from '../../understand/definitions/kept.ts';

export type FieldRow = CatalogField & { name: string };
export type Pair = { name: string; from: string };
export type TellerRow = Pick<CatalogTeller, 'event' | 'id'> & {
  each: string;
  at: string;
  fields: Pair[];
  set: Pair[];
};
export type TypeDraft = {
  name: string;
  title: string;
  of_person: boolean;
  title_field: string;
  time_field: string;
  fields: FieldRow[];
  references: CatalogType['references'];
  told_by: TellerRow[];
};

type Given = Omit<CatalogType, 'title_field' | 'time_field'> & {
  name: string;
  title_field?: string | null;
  time_field?: string | null;
};

export const NEW_TYPE: TypeDraft = {
  ...{ name: '', title: '', of_person: false, title_field: '', time_field: '' },
  fields: [{ name: '', kind: 'text' }],
  ...{ references: [], told_by: [] },
};

export const toDraft = (type: Given): TypeDraft => ({
  ...{ name: type.name, title: type.title, of_person: type.of_person },
  ...{ title_field: type.title_field ?? '', time_field: type.time_field ?? '' },
  fields: Object.entries(type.fields).map(([name, field]) => ({ name, ...field })),
  references: type.references.map((one) => ({ ...one })),
  told_by: type.told_by.map(({ event, each = '', id, fields, set, at = '' }) => ({
    ...{ event, each, id, at },
    fields: Object.entries(fields).map(([name, from]) => ({ name, from })),
    set: Object.entries(set).map(([name, value]) => ({ name, from: toText(value) })),
  })),
});

/** What is sent. Empty choices are left out. */
export const fromDraft = ({ name: _name, title_field, time_field, ...draft }: TypeDraft): unknown => ({
  ...draft,
  ...(title_field && { title_field }),
  ...(time_field && { time_field }),
  fields: Object.fromEntries(
    draft.fields.map(({ name, kind, title, category }) => [
      name,
      { kind, ...(title && { title }), ...(category && { category }) },
    ]),
  ),
  told_by: draft.told_by.map(({ event, each, id, at, fields, set }) => ({
    ...{ event, id },
    ...(each && { each }),
    ...(at && { at }),
    fields: Object.fromEntries(fields.map(({ name, from }) => [name, from])),
    set: Object.fromEntries(set.map(({ name, from }) => [name, toScalar(from)])),
  })),
});

/** A value that an event sets: `true`, `12` and `open` as what they are; a text that looks like another is in quotes. */
function toScalar(text: string): string | number | boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? value
      : text;
  } catch {
    return text;
  }
}

const toText = (value: string | number | boolean): string =>
  typeof value === 'string' && toScalar(value) === value ? value : JSON.stringify(value);

/** What is wrong, place by place; of two fields of one name the second would be lost. */
export function findFaults(draft: TypeDraft): Fault[] {
  const names = draft.fields.map(({ name }) => name);
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  if (twice !== undefined) return [{ at: `fields.${twice}`, message: `Another field is called "${twice}".` }];
  const read = readCatalogType(fromDraft(draft));
  return 'faults' in read ? read.faults.map(({ at, message }) => ({ at, message })) : [];
}
