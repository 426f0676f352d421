// Templates that ship ready-made, in four languages: a layout, and the words of each language that stand in it. A company adds those
// that it uses, and makes them its own.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@rapport/protocol';
import type { Database } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { createDefinition, listNewest } from '../../understand/definitions/index.ts';
import { addView, getView } from '../../understand/views/index.ts';
import { createTemplate } from './changes.ts';
import type { Channels } from './contents.ts';
import type { By } from './store.ts';

export const readyMadeNames = ['welcome', 'receipt', 'offer'] as const;
const folder = join(import.meta.dirname, 'ready-made');

type Words = Record<string, string>;
type Written = {
  title: string;
  description: string;
  purpose: string;
  view?: { name: string };
  traits?: { name: string }[];
  words: Record<string, Words>;
};
export type ReadyTemplate = Omit<Written, 'words'> & {
  name: string;
  contents: Record<string, Record<string, unknown>>;
};

let read: Promise<ReadyTemplate[]> | undefined;

export function listReadyMade(): Promise<ReadyTemplate[]> {
  read ??= Promise.all(readyMadeNames.map(readOne));
  return read;
}

async function readOne(name: string): Promise<ReadyTemplate> {
  const [json, layout, head, foot] = await Promise.all(
    [`${name}.json`, `${name}.mjml`, 'head.mjml', 'foot.mjml'].map((file) =>
      readFile(join(folder, file), 'utf8'),
    ),
  );
  const { words, ...about } = JSON.parse(json as string) as Written;
  const email = Object.entries(words).map(([language, own]) => {
    const unsubscribe =
      own.unsubscribe && ` · <a href="{{ links.unsubscribe }}" style="color:#5b5766">${own.unsubscribe}</a>`;
    const parts = { head, foot, 'way-out': unsubscribe ?? '', ...own };
    const { subject, preheader } = own;
    return [language, { subject, preheader, mjml: put(put(layout as string, parts), parts) }];
  });
  return { ...about, name, contents: { email: Object.fromEntries(email) } };
}

/** The words of a language in their places. */
const put = (layout: string, parts: Record<string, string | undefined>): string =>
  layout.replaceAll(/\[\[([a-z-]+)\]\]/g, (_, name: string) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`A ready-made template has nothing for ${name}.`);
    return part;
  });

/** Throws `template_not_found`. */
export async function getReadyMade(name: string): Promise<ReadyTemplate> {
  const ready = (await listReadyMade()).find((one) => one.name === name);
  if (ready !== undefined) return ready;
  throw new AppError('template_not_found', `There is no ready-made template "${name.slice(0, 80)}".`);
}

/** With its view and traits, where those are not there. Throws as `createTemplate` does, and as what it brings along. */
export async function addReadyMade(
  scope: Scope<Database>,
  channels: Channels,
  ready: ReadyTemplate,
  { slug, topic }: { slug: string; topic: string | null },
  by: By,
): Promise<void> {
  const there = await listNewest(scope);
  for (const trait of ready.traits ?? [])
    if (!there.some((one) => one.kind === 'trait' && one.name === trait.name))
      // It looks at nothing but properties of a shop's events, and whoever adds the template may see those.
      await createDefinition(scope, 'trait', trait, { ...by, refuse: async () => {} });
  const view = ready.view?.name ?? null;
  if (ready.view !== undefined && !(await isThere(scope, ready.view.name)))
    await addView(scope, ready.view, by);
  const about = topic === null ? { topic, purpose: ready.purpose } : { topic, purpose: null };
  await createTemplate(
    scope,
    channels,
    { slug, title: ready.title, ...about, contents: ready.contents, view },
    by,
  );
}

async function isThere(scope: Scope<Database>, view: string): Promise<boolean> {
  try {
    await getView(scope, view);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'view_not_found') return false;
    throw error;
  }
}
