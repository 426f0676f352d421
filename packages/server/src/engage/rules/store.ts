// Message rules in PostgreSQL: one document a workspace, as it was told. None: as shipped, which is version 0.
import { AppError } from '@rapport/protocol';
import type { Queryable, Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { listTopics } from '../../respect/preferences/index.ts';
import { type RulesTold, toMessageRules, toTold } from './bodies.ts';
import type { MessageRules } from './model.ts';
import { shippedRules } from './shipped.ts';

type Row = { rules: RulesTold; version: number; updated_at: Date; updated_by: string };
export type KeptRules = RulesTold & { version: number; updated_at: Date | null; updated_by: string | null };

export async function getMessageRules({ db, workspaceId }: Scope<Queryable>): Promise<KeptRules> {
  const [row] = await db.query<Row>(
    'select rules, version, updated_at, updated_by from message_rules where workspace_id = $1',
    [workspaceId],
    'get_message_rules',
  );
  if (row === undefined) return { ...toTold(shippedRules), version: 0, updated_at: null, updated_by: null };
  const { rules, ...rest } = row;
  return { ...rules, ...rest };
}

/** Throws `topic_unknown`, or `conflict` where another version than the expected one holds. */
export async function setMessageRules(
  scope: Scope<Transaction>,
  rules: RulesTold,
  expected: number | undefined,
  { at, by }: { at: Date; by: string },
): Promise<void> {
  await scope.db.query('select 1 from workspaces where id = $1 for no key update', [scope.workspaceId]);
  const { version } = await getMessageRules(scope);
  if (expected !== undefined && expected !== version)
    throw new AppError('conflict', `Version ${version} was set meanwhile. Read it, and change that one.`, {
      version,
    });
  await refuseUnknownTopics(scope, rules);
  await scope.db.query(
    `insert into message_rules (workspace_id, rules, version, updated_at, updated_by) values ($1, $2, $3, $4, $5)
     on conflict (workspace_id) do update set rules = excluded.rules, version = excluded.version, updated_at = excluded.updated_at,
       updated_by = excluded.updated_by`,
    [scope.workspaceId, rules, version + 1, at, by],
  );
}

/** A cap on a topic that is not there would hold nothing back, without a word. */
async function refuseUnknownTopics(
  scope: Scope<Transaction>,
  { caps, priorities }: RulesTold,
): Promise<void> {
  const known = new Set((await listTopics(scope)).map(({ slug }) => slug));
  const named = [...caps, ...priorities].flatMap(({ topic }) => (topic === null ? [] : [topic]));
  const unknown = named.find((topic) => !known.has(topic));
  if (unknown !== undefined)
    throw new AppError('topic_unknown', `There is no topic called "${unknown}" (see GET /api/topics).`);
}

export type RulesReader = { get(scope: Scope<Queryable>): Promise<MessageRules> };

/** Those in force, whoever set them a moment ago: the version is asked each time, the document only when there is another. */
export function openRules(): RulesReader {
  const known = new Map<number, { version: number; rules: MessageRules }>();
  return {
    async get({ db, workspaceId }) {
      const seen = known.get(workspaceId);
      const [row] = await db.query<{ version: number; rules: RulesTold | null }>(
        'select version, case when version <> $2 then rules end as rules from message_rules where workspace_id = $1',
        [workspaceId, seen?.version ?? 0],
        'get_message_rules_unless_known',
      );
      if (row === undefined) return shippedRules;
      if (row.rules === null && seen !== undefined) return seen.rules;
      const rules = toMessageRules(row.rules as RulesTold);
      known.set(workspaceId, { version: row.version, rules });
      return rules;
    },
  };
}
