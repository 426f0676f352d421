// The rules that a workspace has set, in versions. The newest holds; without any, those that are shipped do.
import { type IdentifierReader, openIdentifierReader } from './named-identifiers.ts';
import { type Rules, type RulesInput, toRules } from './rules.ts';
import type { IdentityScope } from './store.ts';

export type RulesInForce = {
  /** 0 while nothing was ever set. */
  version: number;
  /** What the workspace has set. */
  input: RulesInput;
  rules: Rules;
  /** Reads the identifiers of a message under these rules. */
  read: IdentifierReader;
};

/** Rules ready for deciding take a while to make, and never change: one set of each version that was asked for. */
export type RulesMemory = Map<string, RulesInForce>;

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
  const key = `${workspaceId}-${version}`;
  const known = memory.get(key);
  if (known !== undefined) return known;
  const input = row?.rules ?? {};
  const rules = toRules(input);
  const inForce = { version, input, rules, read: openIdentifierReader(rules) };
  memory.set(key, inForce);
  return inForce;
}
