// What a view answers: each of its fields with its age and origin, and what is withheld, with the reason.
import type { Join, ViewFieldKind } from '@rapport/protocol';
import type { Decision } from '../../respect/gate/index.ts';

export type Denied = { field: string; reason: Decision['reason'] };

/** Where a value comes from. */
export type Origin =
  | { kind: 'source' | 'event' | 'api' | 'import'; source: string; message_id: string | null }
  | { kind: 'definition'; name: string; version: number; evidence: number | null }
  | { kind: 'statement'; method: string }
  | { kind: 'events'; event: string; last: string };

/** An object of the catalog, as far as the view shows it. */
export type ShownObject = {
  type: string;
  id: string;
  /** These are null where what they follow from may not be seen. */
  title: string | null;
  at: string | null;
  updated_at: string | null;
  origin: Origin | null;
  fields: Record<string, unknown>;
  /** Days that follow from it and from what it is joined with: until when a warranty lasts. */
  until?: Record<string, string | null>;
  joined?: Joined;
};
export type Joined = Record<string, ShownObject[]>;
export type Joins = Record<string, Join>;

export type ShownField = {
  kind: ViewFieldKind;
  title: string | null;
  value: unknown;
  /** Null: there is no value. */
  updated_at: string | null;
  origin: Origin | null;
  joined?: Joined;
};

/** What a kind of field finds. Of a field that is withheld as a whole there is nothing but the reason. */
export type Found = {
  shown?: Omit<ShownField, 'kind' | 'title'>;
  denied?: Denied[];
  masked?: Denied[];
};

export const nothing: Found = { shown: { value: null, updated_at: null, origin: null } };

export type ViewAnswer = {
  view: string;
  version: number;
  title: string;
  purpose: string;
  /** Null: the view is about the business, not about a person. */
  subject: { id: string; display_name: string; type: string; value: string } | null;
  /** Whether the purpose may see the person at all. */
  decision: Decision | null;
  fields: Record<string, ShownField>;
  denied: Denied[];
  masked: Denied[];
};

export const toIso = (ms: number): string => new Date(ms).toISOString();

/** The latest of these times. */
export const latestOf = (times: readonly string[]): string | null => times.toSorted().at(-1) ?? null;
