// What a view answers: each of its fields with its age and origin, and what is withheld, with the reason.
import type { AnsweredField, Join, JoinedObjects, WithheldField } from '@rapport/protocol';

export type { ShownObject, ViewAnswer, ViewOrigin as Origin } from '@rapport/protocol';
export type Denied = WithheldField;
export type Joined = JoinedObjects;
export type Joins = Record<string, Join>;
export type ShownField = AnsweredField;

/** What a kind of field finds. Of a field that is withheld as a whole there is nothing but the reason. */
export type Found = {
  shown?: Omit<ShownField, 'kind' | 'title'>;
  denied?: Denied[];
  masked?: Denied[];
};

export const nothing: Found = { shown: { value: null, updated_at: null, origin: null } };

export const toIso = (ms: number): string => new Date(ms).toISOString();

/** The latest of these times. */
export const latestOf = (times: readonly string[]): string | null => times.toSorted().at(-1) ?? null;
