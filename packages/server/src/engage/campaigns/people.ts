// What is known of people of a run when their messages are made: who they are now, whether they still belong to the audience, where they
// live, and the traits that choose for them.
import { listSubjects } from '../../connect/permissions/index.ts';
import { binaryArray, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { decide, type Subject } from '../../respect/gate/index.ts';
import { listPurposes, type Purpose } from '../../respect/purposes/index.ts';
import { isMemberSql, traitValueSql } from '../../understand/compute/index.ts';
import { listDefinitions, type Trait } from '../../understand/definitions/index.ts';
import { listFields, openValueGates } from '../../understand/showing/index.ts';
import { inAudienceSql } from './audience.ts';
import type { Person } from './deciding.ts';
import type { Frozen, FrozenTrait } from './model.ts';

/** `id`: as the run knows them; `person.id`: as they are now. `refused`: why none of it may be used for them. */
export type Known = {
  id: number;
  person: Person;
  isGone: boolean;
  isMember: boolean;
  /** Of the segments of the audience, in which of them they are. */
  segments: string[];
  /** Others have become the same person: the run may have reached them by another id. */
  isMerged: boolean;
  refused: 'not_permitted' | null;
};

type Row = {
  id: number;
  owner: number;
  gone: boolean;
  member: boolean;
  segments: boolean[];
  merged: boolean;
  facts: Record<string, unknown>;
  traits: Record<string, unknown>;
};

export async function readPeople(
  scope: Scope<Queryable>,
  frozen: Frozen,
  ids: readonly number[],
  at: Date,
): Promise<Known[]> {
  const rows = await listRows(scope, frozen, ids);
  const asks = await openAsks(scope, frozen, rows, at);
  return rows.map((row) => ({
    ...{ id: row.id, isGone: row.gone, isMember: row.member, isMerged: row.merged },
    segments: frozen.plan.audience.segments.filter((_, i) => row.segments[i]),
    refused: asks.mayUse(row.owner) ? null : 'not_permitted',
    person: { id: row.owner, facts: row.facts, traits: asks.traitsOf(row) },
  }));
}

function listRows(
  { db, workspaceId }: Scope<Queryable>,
  frozen: Frozen,
  ids: readonly number[],
): Promise<Row[]> {
  const { audience, traits } = frozen;
  const places = { id: 'p.id', states: 's', workspace: '$1' };
  const values = Object.values(traits).map(({ id }) => `'${Number(id)}', ${traitValueSql(id, 's')}`);
  const segments = audience.segments.map((id) => isMemberSql(id, 's')).join(', ');
  return db.query<Row>(
    `select n.id, coalesce(p.id, n.id) as owner, p.id is null as gone, (${inAudienceSql(frozen, places)}) as member,
       array[${segments}]::bool[] as segments, jsonb_build_object(${values.join(', ')}) as traits,
       exists (select from profile_redirects x where x.workspace_id = $1 and x.into_id = p.id) as merged,
       coalesce((select jsonb_object_agg(f, p.attributes -> f -> 'v') from unnest($3::text[]) f where p.attributes -> f is not null), '{}') as facts
     from unnest($2::int8[]) n(id) left join profile_redirects r on r.workspace_id = $1 and r.from_id = n.id
     left join profiles p on p.workspace_id = $1 and p.id = coalesce(r.into_id, n.id)
     left join profile_states s on s.workspace_id = $1 and s.profile_id = p.id order by n.id`,
    [workspaceId, binaryArray('int8', ids), factNames],
  );
}

const factNames = ['timezone', 'time_zone', 'country', 'address'];

type Asks = { mayUse(owner: number): boolean; traitsOf(row: Row): Record<string, unknown> };

/** What may be used of each. People are asked about only where a purpose beside that of the message is used. */
async function openAsks(
  scope: Scope<Queryable>,
  { purposes: slugs, traits }: Frozen,
  rows: readonly Row[],
  at: Date,
): Promise<Asks> {
  const named = Object.values(traits);
  if (slugs.length === 0 && named.length === 0) return { mayUse: () => true, traitsOf: () => ({}) };
  const owners = [...new Set(rows.map(({ owner }) => owner))];
  const [subjects, purposes] = await Promise.all([
    listSubjects(scope, owners, at.getTime()),
    listPurposes(scope),
  ]);
  const find = (slug: string): Purpose | undefined => purposes.find((one) => one.slug === slug);
  const gates = await openTraitGates(scope, named, find, at.getTime());
  function permits(owner: number, slug: string): boolean {
    const [subject, purpose] = [subjects.get(owner), find(slug)];
    if (subject === undefined || purpose === undefined) return false;
    return decide(subject, { purpose, at: at.getTime() }).decision === 'permit';
  }
  return {
    mayUse: (owner) => slugs.every((slug) => permits(owner, slug)),
    traitsOf: ({ owner, traits: values }) =>
      Object.fromEntries(
        named.flatMap(({ id, name, purpose }) => {
          const value = values[id];
          if (value === undefined || value === null || !permits(owner, purpose)) return [];
          return gates(name, subjects.get(owner) as Subject) ? [[name, value]] : [];
        }),
      ),
  };
}

/** Whether the labels of what a trait is made of let it be used of somebody. */
async function openTraitGates(
  scope: Scope<Queryable>,
  named: readonly FrozenTrait[],
  findPurpose: (slug: string) => Purpose | undefined,
  at: number,
): Promise<(name: string, subject: Subject) => boolean> {
  const all = await listDefinitions(scope);
  const find = (kind: string, name: string) => all.find((one) => one.kind === kind && one.name === name);
  const whyNot = new Map<string, (subject: Subject) => unknown>();
  for (const { id, name, purpose: slug } of named) {
    const trait = all.find((one): one is Trait => one.kind === 'trait' && one.id === id);
    const purpose = findPurpose(slug);
    if (trait === undefined || purpose === undefined) continue;
    const fields = listFields(trait.definition, find);
    const gateOf = await openValueGates(scope, [fields], { purpose, mask: undefined, at });
    whyNot.set(name, gateOf(fields).whyNot);
  }
  return (name, subject) => whyNot.has(name) && whyNot.get(name)?.(subject) === undefined;
}
