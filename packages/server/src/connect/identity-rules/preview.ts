// What a change of the rules would do to people: the same derivation as when it is followed, beside the pipeline, at one
// moment, and nothing of it is written.
import type { Database, Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import {
  compareWhole,
  type Found,
  findConnected,
  getRules,
  listRulesSince,
  loadWhole,
  lookOver,
  type RulesInput,
  type RulesVersion,
  toReach,
  toReachedQuery,
  toRules,
} from '../identity/index.ts';
import { type Change, compareOwners } from './compare.ts';
import { openMadeUpIds } from './follow.ts';
import { countPeople, findApplication, readAtOnce } from './store.ts';

type Named = { type: string; value: string };
/** `id` is null for somebody who has no number yet. */
export type PersonShown = { id: string | null; identifiers: Named[] };
export type Sample = { kind: Change['kind']; before: PersonShown[]; after: PersonShown[] };

export type RulesPreview = {
  splits: number;
  merges: number;
  people_before: number;
  people_after: number;
  refusals_before: number;
  refusals_after: number;
  samples: Sample[];
  /** Identifiers that were looked at. */
  looked_at: number;
  /** False: there was no time for all that the change can reach; the counts are of what was looked at. */
  complete: boolean;
};

const msMax = 10_000;
const samplesMax = 20;
const shownMax = 50;
const pageSize = 5000;
const clustersAtOnce = 500;
/** More clusters than this are not looked at within the time. */
const clustersMax = 500_000;

export async function previewRules(
  { db, workspaceId }: Scope<Database>,
  input: RulesInput,
): Promise<RulesPreview> {
  const until = performance.now() + msMax;
  const preview: RulesPreview = {
    ...{ splits: 0, merges: 0, people_before: 0, people_after: 0, refusals_before: 0, refusals_after: 0 },
    ...{ samples: [], looked_at: 0, complete: false },
  };
  try {
    await readAtOnce(db, (tx) => look({ db: tx, workspaceId }, input, until, preview), msMax);
  } catch (error) {
    // PostgreSQL gave up one statement: what was counted until then is true.
    if ((error as { code?: unknown }).code !== '57014') throw error;
  }
  return preview;
}

async function look(
  scope: Scope<Transaction>,
  input: RulesInput,
  until: number,
  preview: RulesPreview,
): Promise<void> {
  const { people, refusals } = await countPeople(scope);
  Object.assign(preview, { people_before: people, people_after: people });
  Object.assign(preview, { refusals_before: refusals, refusals_after: refusals });
  const { version } = await getRules(scope);
  const application = await findApplication(scope);
  const rules = toRules(input);
  const versions = [
    ...(await listRulesSince(scope, application?.followed_version ?? 0)),
    { version: version + 1, input, rules },
  ];
  const reach = toReach(versions);
  const found: Found = { partners: new Map(), marks: new Map() };
  const take = ({ partners, marks }: Found): void => {
    for (const [id, count] of partners) found.partners.set(id, count);
    for (const [id, mark] of marks) found.marks.set(id, mark);
  };
  if (reach.order) take(await findConnected(scope, rules));
  for (let afterId = 0, isLeft = reach.blocked; isLeft; ) {
    if (performance.now() > until) return;
    const page = { afterId, limit: pageSize };
    const seen = await lookOver(scope, page, versions, { ...reach, order: false });
    take(seen);
    afterId = seen.lastId;
    isLeft = seen.count === pageSize;
  }
  const { text, values } = toReachedQuery(scope.workspaceId, reach, rules);
  const rows = await scope.db.query<{ id: number }>(`${text} limit ${clustersMax}`, values);
  const reached = new Set([...found.marks.keys(), ...rows.map(({ id }) => id)]);
  const looking = { rules, partners: found.partners, until };
  const isDone = await lookAtClusters(scope, [...reached], looking, preview);
  preview.complete = isDone && rows.length < clustersMax;
}

type Looking = { rules: RulesVersion['rules']; partners: ReadonlyMap<number, number>; until: number };

/** Answers whether there was time for all of them. */
async function lookAtClusters(
  scope: Scope<Transaction>,
  reached: readonly number[],
  { rules, partners, until }: Looking,
  preview: RulesPreview,
): Promise<boolean> {
  const looked = new Set<number>();
  const makeId = openMadeUpIds();
  for (let from = 0; from < reached.length; from += clustersAtOnce) {
    if (performance.now() > until) return false;
    const ids = reached.slice(from, from + clustersAtOnce).filter((id) => !looked.has(id));
    const whole = await loadWhole(scope, ids, rules, partners);
    for (const id of whole.rows.keys()) looked.add(id);
    preview.looked_at = looked.size;
    const changes = compareWhole(whole, rules, makeId);
    const owners = new Map([...whole.stored.owners, ...changes.owners]);
    const compared = compareOwners(whole.stored.owners, owners);
    preview.splits += compared.splits;
    preview.merges += compared.merges;
    preview.people_after += compared.peopleAfter - compared.peopleBefore;
    preview.refusals_after += changes.refused.length - changes.withdrawn.length;
    for (const change of compared.changes) {
      if (preview.samples.length >= samplesMax) break;
      preview.samples.push(toSample(change, whole.rows));
    }
  }
  return true;
}

function toSample({ kind, before, after }: Change, rows: ReadonlyMap<number, Named>): Sample {
  const toShown = ({ id, identifierIds }: Change['before'][number]): PersonShown => ({
    id: id > 0 ? String(id) : null,
    identifiers: identifierIds.slice(0, shownMax).map((identifierId) => {
      const { type, value } = rows.get(identifierId) as Named;
      return { type, value };
    }),
  });
  return {
    kind,
    before: before.slice(0, shownMax).map(toShown),
    after: after.slice(0, shownMax).map(toShown),
  };
}
