// Answers of views, as the API tells them: each field with its age and origin, and what is withheld, with the reason.
import type { ViewFieldKind } from '@rapport/protocol';
import type { Identifier } from '../people/people-query.ts';

export type Reason = { code: string; message: string };
export type Withheld = { field: string; reason: Reason };

/** Where a value comes from. */
export type Origin =
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
  origin: Origin | null;
  fields: Record<string, unknown>;
  /** Days that follow: until when a warranty lasts. */
  until?: Record<string, string | null>;
  joined?: Joined;
};
export type Joined = Record<string, ShownObject[]>;

export type Said = {
  state: string;
  at: string;
  method: string;
  expressed_by?: string;
  notice: { title: string | null } | null;
};
export type Permit = {
  purpose: string;
  title: string;
  decision: 'permit' | 'deny';
  reason: Reason;
  said: Said | null;
};
export type InSegment = { name: string; title: string; since: string };
export type Happened = {
  event: string;
  name?: string | null;
  at: string;
  source: string;
  message_id?: string;
  properties: Record<string, unknown>;
};
export type AccountMember = { id: string; display_name: string | null; role: string | null };
export type ViewedAccount = {
  id: string;
  group_id: string;
  name: string | null;
  role: string | null;
  since: string;
  members: AccountMember[];
  members_total: number;
  members_hidden: number;
};
export type Ranked = {
  key: string;
  amount: number;
  people: number;
  before: number | null;
  joined?: Joined;
};

type Told<Kind extends ViewFieldKind, Value> = {
  kind: Kind;
  title?: string | null;
  /** Null: nothing was told. */
  value: Value | null;
  updated_at: string | null;
  origin: Origin | null;
  joined?: Joined;
};

export type AnsweredField =
  | Told<'attribute', unknown>
  | Told<'trait', unknown>
  | Told<'segments', InSegment[]>
  | Told<'permits', Permit[]>
  | Told<'events', Happened[]>
  | Told<'accounts', ViewedAccount[]>
  | Told<'objects', ShownObject[]>
  | Told<'ranking', Ranked[]>;
export type AnsweredOf<Kind extends ViewFieldKind> = Extract<AnsweredField, { kind: Kind }>;

export type ViewAnswer = {
  view: string;
  version: number;
  title: string;
  purpose: string;
  /** Null: the view is about the business. */
  subject: ({ id: string; display_name: string | null } & Identifier) | null;
  decision: { decision: 'permit' | 'deny'; reason: Reason } | null;
  fields: Record<string, AnsweredField>;
  denied: Withheld[];
  masked: Withheld[];
};
