// Where the fields of a view stand: what forbids first, single values at the side, and what happened or was bought in the middle.
import type { AnsweredField, AnsweredOf, ViewAnswer } from './answers.ts';

export type Named<Field extends AnsweredField = AnsweredField> = { name: string; field: Field };
type Single = AnsweredOf<'attribute'> | AnsweredOf<'trait'>;

export type Arranged = {
  permits: Named<AnsweredOf<'permits'>>[];
  facts: Named<Single>[];
  side: Named[];
  middle: Named[];
};

/** Within each place they keep the order of the view. */
export function arrange({ fields }: Pick<ViewAnswer, 'fields'>): Arranged {
  const arranged: Arranged = { permits: [], facts: [], side: [], middle: [] };
  for (const [name, field] of Object.entries(fields)) {
    if (field.kind === 'permits') arranged.permits.push({ name, field });
    else if (isSingle(field)) arranged.facts.push({ name, field });
    else if (field.kind === 'segments' || field.kind === 'accounts') arranged.side.push({ name, field });
    else arranged.middle.push({ name, field });
  }
  return arranged;
}

/** A value that names objects is shown as these objects. */
const isSingle = (field: AnsweredField): field is Single =>
  (field.kind === 'attribute' || field.kind === 'trait') &&
  Object.values(field.joined ?? {}).every((objects) => objects.length === 0);
