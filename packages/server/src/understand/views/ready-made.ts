// Views that ship ready-made, with the traits that they need. A company adds those that it uses: none is computed before.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, readView, type View } from '@rapport/protocol';
import type { Database, Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { createDefinition, listNewest } from '../definitions/index.ts';
import { createView } from './changes.ts';
import { listViews, type StoredView } from './store.ts';

const names = ['service-desk', 'marketing', 'commerce', 'sales', 'shop-floor'] as const;
const folder = join(import.meta.dirname, 'ready-made');

type ReadyTrait = { name: string; title: string; purpose: string; definition: unknown };
export type ReadyView = { view: View; traits: readonly ReadyTrait[] };

const readJson = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'));

let read: Promise<ReadyView[]> | undefined;

export function listReadyMade(): Promise<ReadyView[]> {
  read ??= readAll();
  return read;
}

async function readAll(): Promise<ReadyView[]> {
  const traits = (await readJson('traits')) as ReadyTrait[];
  return Promise.all(
    names.map(async (name) => {
      const found = readView(await readJson(name));
      if ('faults' in found) throw new Error(`The ready-made view ${name} cannot be understood`);
      const view = found.definition;
      const asked = new Set(view.fields.flatMap((field) => ('trait' in field ? field.trait : [])));
      return { view, traits: traits.filter((one) => asked.has(one.name)) };
    }),
  );
}

/** All of them, and which are there already. */
export async function listReady(scope: Scope<Queryable>) {
  const there = new Set((await listViews(scope)).map(({ name }) => name));
  return (await listReadyMade()).map(({ view, traits }) => ({
    ...{ name: view.name, title: view.title, description: view.description, purpose: view.purpose },
    ...{ about: view.about, traits: traits.map(({ name }) => name), added: there.has(view.name) },
  }));
}

/** Throws `view_not_found`. */
export async function getReadyMade(name: string): Promise<ReadyView> {
  const ready = (await listReadyMade()).find(({ view }) => view.name === name);
  if (ready !== undefined) return ready;
  throw new AppError('view_not_found', `There is no ready-made view "${name.slice(0, 80)}".`);
}

/** Adds the view and those of its traits that are not there. Throws as `createView` and `createDefinition` do. */
export async function addReadyMade(
  scope: Scope<Database>,
  ready: ReadyView,
  by: { at: Date; by: string },
): Promise<StoredView> {
  const there = new Set((await listNewest(scope)).map(({ kind, name: own }) => `${kind}:${own}`));
  for (const trait of ready.traits)
    if (!there.has(`trait:${trait.name}`))
      // They look at nothing but properties of a shop's events, and whoever adds the view may see those.
      await createDefinition(scope, 'trait', trait, { ...by, refuse: async () => {} });
  return createView(scope, ready.view, by);
}
