// Fills many messages at once: people are read together, each in the purpose of their message, and only what the texts name.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isAppError } from '@rapport/protocol';
import type { Scope } from '../../platform/workspaces/index.ts';
import { listBrands, listTopics } from '../../respect/preferences/index.ts';
import { listPurposes } from '../../respect/purposes/index.ts';
import { type Answering, getView, type StoredView } from '../../understand/views/index.ts';
import { type ComposeAsked, type Composed, type Composer, TemplateFault } from './composing.ts';
import type { Channels } from './contents.ts';
import { render } from './filling.ts';
import { chooseLanguage, findTimeZone, isOffered, readUsual } from './languages.ts';
import { nameAll, needsNobody, toNeeds } from './needs.ts';
import { readPeople, type SeenPerson } from './people.ts';
import { toSender } from './senders.ts';
import { readVersions, type VersionRead } from './store.ts';

export type ComposerDeps = Answering & {
  channels: Channels;
  /** Where browsers reach us, for the logo of a brand. */
  publicUrl: string | undefined;
};

const versionsKept = 200;
/** After so many others get a turn. */
const inTurn = 25;

export function openComposer(deps: ComposerDeps): Composer {
  const kept = new Map<string, VersionRead>();

  /** A version never changes. */
  async function findVersions(scope: Scope, asked: readonly ComposeAsked[]): Promise<void> {
    const missing = new Map(
      asked
        .map(({ template }) => [keyOf(scope, template), template] as const)
        .filter(([key]) => !kept.has(key)),
    );
    if (missing.size === 0) return;
    for (const one of await readVersions(scope, [...missing.values()])) kept.set(keyOf(scope, one), one);
  }

  function forgetOldest(): void {
    for (const key of kept.keys()) if (kept.size > versionsKept) kept.delete(key);
  }

  async function compose(scope: Scope, asked: readonly ComposeAsked[], at: number) {
    if (asked.length === 0) return [];
    await findVersions(scope, asked);
    const around = await readAround(scope);
    const done: (Composed | TemplateFault)[] = [];
    for (const group of groupAlike(asked)) {
      const all = group.map((place) => asked[place] as ComposeAsked);
      const version = kept.get(keyOf(scope, (all[0] as ComposeAsked).template));
      const composed = await composeAlike(deps, scope, all, { version, around, at });
      for (const [i, place] of group.entries()) done[place] = composed[i] as Composed | TemplateFault;
    }
    forgetOldest();
    return done;
  }
  return { compose };
}

const keyOf = ({ workspaceId }: Scope, { id, version }: ComposeAsked['template']): string =>
  `${workspaceId} ${id} ${version}`;

type Around = Awaited<ReturnType<typeof readAround>>;

async function readAround(scope: Scope) {
  const [usual, brands, topics, purposes] = await Promise.all([
    ...([readUsual(scope), listBrands(scope)] as const),
    ...([listTopics(scope), listPurposes(scope)] as const),
  ]);
  return { usual, brands, topics, purposes };
}

/** The places of those that are read in the same way. */
function groupAlike(asked: readonly ComposeAsked[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const [place, { template, channel, purpose }] of asked.entries()) {
    const key = [template.id, template.version, channel, purpose].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), place]);
  }
  return [...groups.values()];
}

type Together = { version: VersionRead | undefined; around: Around; at: number };

async function composeAlike(
  deps: ComposerDeps,
  scope: Scope,
  all: readonly ComposeAsked[],
  { version, around, at }: Together,
): Promise<(Composed | TemplateFault)[]> {
  const fail = (fault: TemplateFault) => all.map(() => fault);
  const first = all[0] as ComposeAsked;
  const channel = deps.channels.find(({ slug }) => slug === first.channel);
  const contents = version?.contents[first.channel];
  const purpose = around.purposes.find(({ slug }) => slug === first.purpose);
  if (version === undefined || channel === undefined || contents === undefined)
    return fail(new TemplateFault(`The template says nothing for ${first.channel}.`));
  if (purpose === undefined) return fail(new TemplateFault(`There is no purpose "${first.purpose}".`));
  const languages = Object.keys(contents);
  try {
    const named = nameAll(Object.values(contents));
    const dependsOnThem = all.some(({ language }) => language === null || !isOffered(languages, language));
    const needs = toNeeds(named, dependsOnThem && languages.length > 1);
    const view =
      version.view === null || needs.fields.length === 0 ? null : await findView(scope, version.view);
    if (view !== null && view.purpose !== purpose.slug)
      return fail(
        new TemplateFault(
          `The view "${view.name}" is for "${view.purpose}", and the message for "${purpose.slug}".`,
        ),
      );
    const ids = [...new Set(all.map(({ profileId }) => profileId))];
    const people = needsNobody(needs)
      ? new Map<number, SeenPerson>()
      : await readPeople(deps, scope, ids, needs, { purpose, view, at });
    return await renderAll(all, { channel, contents, languages, people, around, at, version, deps });
  } catch (error) {
    if (error instanceof TemplateFault) return fail(error);
    throw error;
  }
}

async function findView(scope: Scope, name: string): Promise<StoredView> {
  try {
    return await getView(scope, name);
  } catch (error) {
    if (isAppError(error)) throw new TemplateFault(error.message, { cause: error });
    throw error;
  }
}

type Rendering = {
  channel: ComposerDeps['channels'][number];
  contents: Record<string, unknown>;
  languages: readonly string[];
  people: ReadonlyMap<number, SeenPerson>;
  around: Around;
  at: number;
  version: VersionRead;
  deps: ComposerDeps;
};

async function renderAll(
  all: readonly ComposeAsked[],
  { channel, contents, languages, people, around, at, version, deps }: Rendering,
): Promise<(Composed | TemplateFault)[]> {
  const { usual } = around;
  const sender = toSender(version, around, deps.publicUrl);
  const done: (Composed | TemplateFault)[] = [];
  for (const [i, { language: asked, profileId, variables, links, track, pixel }] of all.entries()) {
    if (i % inTurn === inTurn - 1) await nextTurn();
    const person = people.get(profileId);
    const attributes = person?.attributes ?? {};
    const chosen = chooseLanguage(languages, { asked, attributes, usual: usual.language });
    if (chosen === undefined) {
      done.push(new TemplateFault(`The template says nothing for ${channel.slug}.`));
      continue;
    }
    const { language, locale } = chosen;
    const filling = { locale, timeZone: findTimeZone(attributes) ?? usual.timeZone, at };
    const toFill = { person, variables, sender, links, language };
    const how = { channel, content: contents[language], filling, track, pixel };
    done.push(
      await render(toFill, how).then(
        (rendered) => ({ rendered, language, brand: { slug: sender.slug, name: sender.name } }),
        (error: unknown) => error as TemplateFault,
      ),
    );
  }
  return done;
}
