// The rules that a workspace has set, in versions. The newest holds; without any, those that are shipped do.
import { type IdentifierReader, openIdentifierReader } from './named-identifiers.ts';
import { type Rules, type RulesInput, toRules } from './rules.ts';
import type { IdentityScope } from './store.ts';
import { openWholeReader, type WholeReader } from './whole-reader.ts';

export type RulesVersion = {
  /** 0 while nothing was ever set. */
  version: number;
  /** What the workspace has set. */
  input: RulesInput;
  rules: Rules;
};

export type RulesInForce = RulesVersion & {
  /** Reads the identifiers of a message under these rules. */
  read: IdentifierReader;
  /** Reads all that are written in it, also what identity leaves out. */
  readAll: WholeReader;
};

/** Rules ready for deciding take a while to make, and never change: those of each workspace, until there are newer ones. */
export type RulesMemory = Map<number, RulesInForce>;

export async function getRules(
  { db, workspaceId }: IdentityScope,
  memory: RulesMemory = new Map(),
): Promise<RulesInForce> {
  const [row] = await db.query<{ version: number; rules: RulesInput }>(
    'select version, rules from identity_rules where workspace_id = $1 order by version desc limit 1',
    [workspaceId],
    'get_rules',
  );
  const version = row?.version ?? 0;
  const known = memory.get(workspaceId);
  if (known?.version === version) return known;
  const input = row?.rules ?? {};
  const rules = toRules(input);
  const inForce = {
    version,
    input,
    rules,
    read: openIdentifierReader(rules),
    readAll: openWholeReader(rules),
  };
  memory.set(workspaceId, inForce);
  return inForce;
}

/** This version and all that came after it, the newest last. */
export async function listRulesSince(
  { db, workspaceId }: IdentityScope,
  version: number,
): Promise<RulesVersion[]> {
  const rows = await db.query<{ version: number; rules: RulesInput }>(
    'select version, rules from identity_rules where workspace_id = $1 and version >= $2 order by version',
    [workspaceId, version],
    'list_rules_since',
  );
  const shipped = version === 0 ? [{ version: 0, rules: {} }] : [];
  return [...shipped, ...rows].map((row) => ({
    ...{ version: row.version, input: row.rules, rules: toRules(row.rules) },
  }));
}

export async function recordRules(
  { db, workspaceId }: IdentityScope,
  { version, input }: { version: number; input: RulesInput },
  { by, reason, at }: { by: string; reason: string; at: Date },
): Promise<void> {
  await db.query(
    'insert into identity_rules (workspace_id, version, rules, created_at, created_by, reason) values ($1, $2, $3, $4, $5, $6)',
    [workspaceId, version, JSON.stringify(input), at, by, reason],
  );
}

export type RulesVersionItem = { version: number; rules: RulesInput; at: Date; by: string; reason: string };

/** What was set, the newest first; one more than `limit` where there are more. */
export const listRulesVersions = (
  { db, workspaceId }: IdentityScope,
  { limit, before }: { limit: number; before: number | undefined },
): Promise<RulesVersionItem[]> =>
  db.query<RulesVersionItem>(
    `select version, rules, created_at as at, created_by as by, reason from identity_rules
     where workspace_id = $1 and ($2::int is null or version < $2) order by version desc limit $3`,
    [workspaceId, before ?? null, limit + 1],
  );
