// A view that is being made: what each kind of field begins with, and what is wrong with the draft, place by place.
import { readView, type ViewField, type ViewFieldKind, viewFieldKinds } from '@rapport/protocol';
import type { Fault } from '../../definitions/kept.ts';

/** As it is typed: parts may not be right yet. */
export type FieldDraft = { name: string; title?: string } & Record<string, unknown>;
export type ViewDraft = {
  name: string;
  title: string;
  description: string;
  purpose: string;
  about: 'person' | 'business';
  fields: FieldDraft[];
};

export const kindOfField = (field: FieldDraft): ViewFieldKind | undefined =>
  viewFieldKinds.find((kind) => kind in field);

/** Of the business there are rankings, and objects of everybody. */
export const kindsFor = (about: ViewDraft['about']): readonly ViewFieldKind[] =>
  about === 'business' ? ['ranking', 'objects'] : viewFieldKinds;

export function startField(kind: ViewFieldKind, { about, fields }: ViewDraft): FieldDraft {
  const name = freeName(
    kind,
    fields.map((one) => one.name),
  );
  const starts: Record<ViewFieldKind, Record<string, unknown>> = {
    attribute: { attribute: '' },
    trait: { trait: '' },
    segments: { segments: 'all' },
    permits: { permits: [] },
    events: { events: 'all', properties: [], at_most: 5 },
    accounts: { accounts: true, members: 0 },
    objects: {
      ...{ objects: '', of: about === 'business' ? 'everybody' : 'person', where: [], at_most: 5, show: [] },
    },
    ranking: { ranking: '', by: '', last: 'P7D', compared: false, people_at_least: 5, at_most: 10 },
  };
  return { name, ...starts[kind] };
}

/** `orders`, and `orders_2` where there is one already. */
export function freeName(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  let n = 2;
  while (taken.includes(`${wanted}_${n}`)) n++;
  return `${wanted}_${n}`;
}

/** A draft of the same name and purpose is asked: an unsaved one may have neither. */
export function findViewFaults(draft: ViewDraft): Fault[] {
  const read = readView(draft);
  if (!('faults' in read)) return [];
  return read.faults.map(({ at, message }) => ({ at, message }));
}

export function moved<T>(all: readonly T[], from: number, to: number): T[] {
  if (to < 0 || to >= all.length) return [...all];
  const rest = all.filter((_, index) => index !== from);
  return [...rest.slice(0, to), all[from] as T, ...rest.slice(to)];
}

/** As the protocol reads it, for what only shows it. */
export const asField = (field: FieldDraft): ViewField => field as unknown as ViewField;
