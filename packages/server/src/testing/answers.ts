// The shapes of Rapport's answers as tests read them, written down a second time on purpose: a test that imported the
// server's own types would follow every change of the outside contract without a word.

/** A body whose shape the caller has not named: look inside with `?.`. */
export type Loose = { readonly [field: string]: Loose | undefined };

export type Answer<Body = Loose> = {
  status: number;
  headers: globalThis.Headers;
  text: string;
  /** Parsed JSON; an empty object where the answer is not JSON. */
  body: Body;
};

export type Fault = { error: { code: string; message: string; details: Record<string, unknown> } };
export type List<Item> = { items: Item[]; next_cursor: string | null };

export type MergedIdBody = {
  from_profile_id: string;
  into_profile_id: string;
  at: string;
  reason: string;
  message_id: string | null;
  decision: { id: string; kind: string; by: string; at: string; reason: string } | null;
};

export type PersonBody = {
  id: string;
  display_name: string;
  identifiers: {
    type: string;
    value: string;
    original: string | null;
    first_seen_at: string;
    source: string;
  }[];
  attributes: Record<string, { value: unknown; source: string; message_id: string; collected_at: string }>;
  traits: Record<string, { value: unknown; computed_at: string; version: number; evidence: number | null }>;
  segments: { name: string; since: string }[];
  permissions: Record<string, { decision: string; reason: { code: string; message: string } }>;
  denied: { field: string; reason: { code: string; message: string } }[];
  accounts: { id: string; group_id: string; name: string | null; role: string | null; since: string }[];
  redirect: MergedIdBody | null;
  first_seen_at: string | null;
  last_seen_at: string | null;
  event_count: number;
};

export type EventBody = {
  id: string;
  message_id: string;
  type: string;
  event: string | null;
  name: string | null;
  profile_id: string;
  properties: Record<string, unknown>;
  traits?: Record<string, unknown>;
  context: Record<string, unknown>;
  gpc: boolean;
  imported: boolean;
  timestamp: string;
  received_at: string;
  source: { id: number; name: string };
  user_id: string | null;
  anonymous_id: string | null;
  /** In lists and in the live stream. */
  excerpt?: string | null;
  raw: Record<string, unknown>;
};

export type GraphBody = {
  profile_id: string;
  nodes: {
    id: string;
    type: string;
    value: string;
    first_seen_at: string;
    guessed: boolean;
    inert: string | null;
    links_withheld: number;
    profile_id: string | null;
    from_at: string | null;
    until_at: string | null;
  }[];
  edges: {
    a: string;
    b: string;
    kind: string;
    source: string | null;
    message_id: string;
    first_seen_at: string;
    last_seen_at: string;
    apart: boolean;
  }[];
  merges: MergedIdBody[];
  linking: { decision: string; reason: { code: string; message: string } };
  refusals: {
    a: string;
    b: string;
    reason: string;
    type: string | null;
    limit: number | null;
    identifiers: string[];
    weaker: string;
    outcome: string;
    at: string;
  }[];
  decisions: {
    kind: string;
    identifiers: { type: string; value: string }[];
    by_name: string | null;
    reason: string;
  }[];
};

export type QuarantinedBody = {
  id: string;
  reason: { code: string; message: string };
  source: { id: number; name: string };
  received_at: string;
  message_id: string | null;
  type: string | null;
  size_bytes: number;
  excerpt: string;
  body?: string;
};

export type SourceBody = {
  id: number;
  slug: string;
  name: string;
  kind: string;
  write_key: string;
  enabled: boolean;
  settings: { ip: string; rate_limit_per_second: number | null; rank: number };
  created_at: string;
  last_event_at: string | null;
  events_total: number;
};
