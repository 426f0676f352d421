// What segments and traits have in common as the API tells them: how they are kept, looked at before, and asked about one person.
import type { Condition, Test } from '@rapport/protocol';

export type Kept = {
  name: string;
  title: string;
  purpose: string;
  version: number;
  state: 'computing' | 'current';
  computed_at: string | null;
  set_at: string;
};

export type Version<Definition> = {
  version: number;
  title: string;
  definition: Definition;
  set_at: string;
  /** `member:7f3a`, and what they are called. */
  set_by: string;
  set_by_name: string | null;
};

export type Draft<Definition> = { name: string; title: string; purpose: string; definition: Definition };

export type Fault = { at: string; message: string };

/** What stands behind the answer about one person, part by part. */
export type ExplainNode<Definition> = {
  definition: Definition;
  met?: boolean;
  value?: unknown;
  events?: { id: string; event: string; timestamp: string }[];
  events_count?: number;
  /** When time alone will change it. */
  changes_at?: string | null;
  nodes?: ExplainNode<Definition>[];
};

/** A part that would have to be otherwise. */
export type TurningPart<Definition> = {
  definition: Definition;
  becomes: boolean;
  value?: unknown;
  /** What the value would have to pass, and by how much it differs from that. */
  needs?: Test;
  by?: number;
  denied?: Reason;
  masked?: Reason;
  changes_at: string | null;
};
/** Parts that would bring somebody in or take them out together; `at`: when time alone does it. */
export type Turn = { at: string | null; parts: TurningPart<Condition>[] };

export type Reason = { code: string; message: string };
export type Permitted = { decision: 'permit' | 'deny'; reason: Reason };
export type Person = { id: string; display_name: string | null };
