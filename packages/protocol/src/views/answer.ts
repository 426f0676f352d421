// What a view answers: each of its fields with its age and origin, and what is withheld, with the reason. The server gives it,
// the console and the card show it.
import type { ViewFieldKind, ViewUnit } from './views.ts';

export type ViewReason = { code: string; message: string };
export type WithheldField = { field: string; reason: ViewReason };

/** Where a value comes from. */
export type ViewOrigin =
  | { kind: 'source' | 'event' | 'api' | 'import'; source: string; message_id: string | null }
  | { kind: 'definition'; name?: string; version?: number; evidence?: number | null }
  | { kind: 'statement'; method: string }
  | { kind: 'events'; event?: string; last: string };

/** An object of the catalog, as far as a view shows it. */
export type ShownObject = {
  type: string;
  id: string;
  title: string | null;
  at: string | null;
  updated_at: string | null;
  origin: ViewOrigin | null;
  fields: Record<string, unknown>;
  /** Days that follow: until when a warranty lasts. */
  until?: Record<string, string | null>;
  joined?: JoinedObjects;
};
export type JoinedObjects = Record<string, ShownObject[]>;

export type ViewStatement = {
  state: string;
  at: string;
  method: string;
  expressed_by?: string;
  notice: { title: string | null } | null;
};
export type ViewedPermit = {
  purpose: string;
  title: string;
  decision: 'permit' | 'deny';
  reason: ViewReason;
  said: ViewStatement | null;
};
export type ViewedSegment = { name: string; title: string; since: string };
export type ViewedEvent = {
  event: string;
  name?: string | null;
  at: string;
  source: string;
  message_id?: string;
  properties: Record<string, unknown>;
};
export type ViewedMember = { id: string; display_name: string | null; role: string | null };
export type ViewedAccount = {
  id: string;
  group_id: string;
  name: string | null;
  role: string | null;
  since: string;
  members: ViewedMember[];
  members_total: number;
  members_hidden: number;
};
export type RankedKey = {
  key: string;
  amount: number;
  people: number;
  before: number | null;
  joined?: JoinedObjects;
};

type Told<Kind extends ViewFieldKind, Value> = {
  kind: Kind;
  title?: string | null;
  /** Null: nothing was told. */
  value: Value | null;
  updated_at: string | null;
  origin: ViewOrigin | null;
  joined?: JoinedObjects;
  /** What its number is, where the view says so. */
  unit?: ViewUnit;
};

export type AnsweredField =
  | Told<'attribute', unknown>
  | Told<'trait', unknown>
  | Told<'segments', ViewedSegment[]>
  | Told<'permits', ViewedPermit[]>
  | Told<'events', ViewedEvent[]>
  | Told<'accounts', ViewedAccount[]>
  | Told<'objects', ShownObject[]>
  | Told<'ranking', RankedKey[]>;
export type AnsweredOf<Kind extends ViewFieldKind> = Extract<AnsweredField, { kind: Kind }>;

export type ViewAnswer = {
  view: string;
  version: number;
  title: string;
  purpose: string;
  /** Null: the view is about the business. */
  subject: { id: string; display_name: string | null; type: string; value: string } | null;
  decision: { decision: 'permit' | 'deny'; reason: ViewReason } | null;
  fields: Record<string, AnsweredField>;
  denied: WithheldField[];
  masked: WithheldField[];
};
