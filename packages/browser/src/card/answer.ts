// The answer of a view, as the API gives it (docs/card.md), and how two of them differ.

export type Reason = { code: string; message: string };
export type Origin = Record<string, unknown> & { kind: string };
export type Said = {
  state: string;
  at: string;
  method?: string | null;
  notice?: { title: string } | null;
};
export type Permit = { purpose: string; title: string; decision: string; reason: Reason; said: Said | null };
export type CatalogItem = {
  type: string;
  id: string;
  title: string | null;
  at: string | null;
  updated_at: string | null;
  origin: Origin | null;
  fields: Record<string, unknown>;
  until?: Record<string, string | null>;
  joined?: Joined;
};
export type Joined = Record<string, CatalogItem[]>;
export type Field = {
  kind: string;
  title: string | null;
  value: unknown;
  updated_at: string | null;
  origin: Origin | null;
  joined?: Joined;
  /** A share of 1, or the currency of an amount. */
  unit?: string;
};
export type Withheld = { field: string; reason: Reason };
export type Answer = {
  view: string;
  title: string;
  purpose: string;
  subject: { id: string; display_name: string | null; type: string; value: string } | null;
  decision: { decision: string; reason: Reason } | null;
  fields: Record<string, Field>;
  denied: Withheld[];
  masked: Withheld[];
};

/** Names of the fields that say something else than before. That a value was only told again is no change. */
export function listChanged(before: Answer | undefined, now: Answer): string[] {
  if (before === undefined || before.subject?.id !== now.subject?.id) return [];
  const said = (field: Field | undefined): string => JSON.stringify([field?.value, field?.joined]);
  return Object.keys(now.fields).filter((name) => said(before.fields[name]) !== said(now.fields[name]));
}
