// The gate of objects: which of them, and what of each, may be seen for a purpose, by whoever asks, now. Every road that shows
// objects goes through here: the API, lists, histories, and views with what they join.
//
// Both questions are asked, as of a person's attributes: does the person permit it now, and was each value collected for it?
// Then the category of a field decides whether the purpose covers it, and whether whoever asks sees it masked. What follows
// from a field (what the object is called, when it was, how new it is, what it refers to) is told only where the field is.
// Types that belong to nobody hold no personal data, and are shown as they are.
import { type Mask, maskValue } from '../../respect/categories/index.ts';
import {
  decide,
  nobody,
  notCollectedFor,
  openSecondQuestion,
  type Reason,
  type Subject,
  type WasCollected,
} from '../../respect/gate/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import { categoryOfIdentifier, labelOfIdentifier, openCategoryGate } from '../permissions/index.ts';
import { listObjectReferences, type ObjectReference, toTitle } from './derived.ts';
import type { CatalogObject, ToldField } from './read.ts';
import type { ObjectPerson } from './tell.ts';
import type { CatalogTypeRow } from './types-store.ts';

export type WithheldField = { field: string; reason: Reason };
/** For whom objects of people are shown. Null where the type belongs to nobody. */
export type ObjectViewing = { purpose: Purpose; mask: Mask | undefined; at: number } | null;

export type SeenFields = {
  /** Why nothing of it may be seen. */
  refused: Reason | undefined;
  fields: ReadonlyMap<string, ToldField>;
  denied: WithheldField[];
  /** What is among the fields, but not in clear to whoever asks. */
  masked: WithheldField[];
};
export type SeenObject = SeenFields &
  Pick<CatalogObject, 'type' | 'id' | 'person'> & {
    /** Of these each is null where what it follows from may not be seen. */
    title: string | null;
    atMs: number | null;
    updatedMs: number | null;
    /** False where it is full and nothing of it may be seen: then it is as if it were not there. */
    isSeen: boolean;
  };

export type ObjectGate = {
  see(subject: Subject, object: CatalogObject): SeenObject;
  /** What was told of an object once. */
  seeFields(subject: Subject, fields: ReadonlyMap<string, ToldField>): SeenFields;
};

type Of = Pick<CatalogTypeRow, 'of_person' | 'fields' | 'title_field' | 'time_field'>;

/** For many objects of one type. The subject is the person whose they are, as the gate of people knows them. */
export function openObjectGate(type: Of, viewing: ObjectViewing): ObjectGate {
  const seeFields = type.of_person ? openFieldGate(type, viewing) : seeAll;
  return {
    seeFields,
    see(subject, object) {
      const seen = seeFields(subject, object.fields);
      const { id, person } = object;
      const isSeen = seen.refused === undefined && (seen.fields.size > 0 || object.fields.size === 0);
      return { type: object.type, id, person, ...seen, ...toHead(type, object, seen, isSeen), isSeen };
    },
  };
}

const seeAll = (_subject: Subject, fields: ReadonlyMap<string, ToldField>): SeenFields => ({
  ...{ refused: undefined, fields, denied: [], masked: [] },
});

/** Objects that belong to nobody, in a list of many types or where no type is at hand. */
export const seeOfNobody = (object: CatalogObject): SeenObject => ({
  ...object,
  ...seeAll(nobody, object.fields),
  isSeen: true,
});

type Asking = { refused: Reason | undefined; wasCollected: WasCollected };

function openFieldGate({ fields: known }: Of, viewing: ObjectViewing): ObjectGate['seeFields'] {
  if (viewing === null) throw new Error('Objects of people are shown for a purpose only');
  const { purpose, mask, at } = viewing;
  const why = openCategoryGate(purpose, at);
  const notThen = notCollectedFor(purpose);
  const asked = new Map<Subject, Asking>();
  function ask(subject: Subject): Asking {
    const { decision, reason } = decide(subject, { purpose, at });
    const refused = decision === 'permit' ? undefined : reason;
    const asking = { refused, wasCollected: openSecondQuestion(subject, { purpose, at }) };
    asked.set(subject, asking);
    return asking;
  }
  return function seeFields(subject, fields) {
    const { refused, wasCollected } = asked.get(subject) ?? ask(subject);
    const seen = new Map<string, ToldField>();
    const [denied, masked]: [WithheldField[], WithheldField[]] = [[], []];
    for (const [field, told] of fields) {
      const category = Object.hasOwn(known, field) ? (known[field]?.category ?? null) : null;
      const permittedThen = told.p !== null && wasCollected(told.p, told.t);
      const reason = refused ?? why(subject, category) ?? (permittedThen ? undefined : notThen);
      if (reason !== undefined) {
        denied.push({ field, reason });
        continue;
      }
      const hidden = mask?.({ category, state: 'confirmed' });
      if (hidden !== undefined) masked.push({ field, reason: hidden });
      seen.set(field, hidden === undefined ? told : { ...told, v: maskValue(told.v, category) });
    }
    return { refused, fields: seen, denied, masked };
  };
}

/** What is told of it beside its fields. */
function toHead(
  type: Of,
  object: CatalogObject,
  { fields, denied, masked }: SeenFields,
  isSeen: boolean,
): Pick<SeenObject, 'title' | 'atMs' | 'updatedMs'> {
  if (!isSeen) return { title: null, atMs: null, updatedMs: null };
  const { time_field: time } = type;
  const isInClear = (field: string): boolean =>
    fields.has(field) && !masked.some((one) => one.field === field);
  const isTimed = time !== undefined && object.fields.has(time);
  const told = Array.from(fields.values(), ({ t }) => t);
  // Without a time of its own it was when it was first told: of that, too, only what may be seen counts.
  const firstMs = denied.length === 0 ? object.atMs : Math.min(...told);
  return {
    title: toTitle(type, (field) => fields.get(field)?.v),
    atMs: !isTimed ? firstMs : isInClear(time) ? object.atMs : null,
    updatedMs: fields.size === 0 ? object.updatedMs : Math.max(...told),
  };
}

/** What it refers to by fields that are seen in clear. */
export function listSeenReferences(
  type: Pick<CatalogTypeRow, 'fields' | 'references'>,
  { fields, masked }: SeenFields,
): ObjectReference[] {
  const hidden = new Set(masked.map(({ field }) => field));
  const values = [...fields].filter(([name]) => !hidden.has(name));
  return listObjectReferences(type, new Map(values.map(([name, { v }]) => [name, { value: v }])));
}

/** Whose it is: where the purpose may see such identifiers, masked where whoever asks sees them masked. */
export function seePerson(
  { person, refused }: Pick<SeenObject, 'person' | 'refused'>,
  viewing: ObjectViewing,
): { person: ObjectPerson | null; masked: WithheldField[] } {
  if (person === null || viewing === null || refused !== undefined) return { person: null, masked: [] };
  const { purpose, mask, at } = viewing;
  if (openCategoryGate(purpose, at)(nobody, categoryOfIdentifier(person.type)) !== undefined)
    return { person: null, masked: [] };
  const label = labelOfIdentifier(person.type, person.value);
  const reason = mask?.(label);
  if (reason === undefined) return { person, masked: [] };
  const value = String(maskValue(person.value, label.category));
  return { person: { type: person.type, value }, masked: [{ field: 'person', reason }] };
}
