// A decision of a member, from the graph to profiles and their mirror, in one transaction.
import type { Database } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { applyDecision, getRules, type HandDecision, type Maker } from '../identity/index.ts';
import type { Pipeline, Turn } from '../pipeline/index.ts';
import { writeDerived } from '../profiles/index.ts';

export type PersonAfter = {
  id: string;
  /** False: they were there before. */
  is_new: boolean;
  identifiers: { type: string; value: string }[];
};

export type Outcome = {
  /** The people that hold other identifiers than before, as they are afterwards. */
  people: PersonAfter[];
  /** Ids that lead to one of them now. */
  merged: string[];
};

/** Decides, or only finds out what would follow. */
export function changeIdentity(
  pipeline: Pipeline,
  { workspaceId }: Scope<Database>,
  decision: HandDecision,
  maker: Maker,
  stays: boolean,
): Promise<Outcome> {
  return pipeline.takeTurn(async function change(turn) {
    const scope = { db: turn.tx, workspaceId };
    const { rules } = await getRules(scope);
    const { people } = await applyDecision(decision, maker, {
      scope,
      rules,
      makeId: turn.makeId,
      at: turn.at,
    });
    const profileLines = await writeDerived(scope, people, turn.at, turn.version);
    return { answer: await describe(turn, workspaceId, people), profileLines };
  }, stays);
}

async function describe(
  { tx }: Turn,
  workspaceId: number,
  people: { created: number[]; revived: number[]; removed: number[]; reshaped: number[] },
): Promise<Outcome> {
  const rows = await tx.query<{ id: string; identifiers: { type: string; value: string }[] }>(
    `select h.profile_id::text as id, jsonb_agg(jsonb_build_object('type', i.type, 'value', i.value) order by i.first_seen_at, i.id) as identifiers
     from holdings h join identifiers i on i.id = h.identifier_id
     where h.workspace_id = $1 and h.profile_id = any($2::int8[]) group by h.profile_id order by h.profile_id`,
    [workspaceId, people.reshaped],
  );
  const isNew = new Set([...people.created, ...people.revived].map(String));
  return {
    people: rows.map(({ id, identifiers }) => ({ id, is_new: isNew.has(id), identifiers })),
    merged: people.removed.map(String),
  };
}
