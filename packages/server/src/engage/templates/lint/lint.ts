// Looks at a whole template before it is sent: at what each content says, and at whether it can go by its channels at all.

import { isAppError } from '@rapport/protocol';
import type { Scope } from '../../../platform/workspaces/index.ts';
import { listAttributeLabels } from '../../../respect/categories/index.ts';
import { listNewest } from '../../../understand/definitions/index.ts';
import { getView, type StoredView } from '../../../understand/views/index.ts';
import { type Channels, type Content, listContents } from '../contents.ts';
import { readUsual } from '../languages.ts';
import type { About, Contents } from '../model.ts';
import { type Known, purposeFor, readKnown } from '../purposes.ts';
import { type Finding, lintContent } from './findings.ts';
import type { KnownNames } from './variables.ts';

export type Linted = About & { contents: Contents; view: string | null };

/** Errors first. */
export async function lint(scope: Scope, channels: Channels, template: Linted): Promise<Finding[]> {
  const all = listContents(channels, template.contents);
  const nothing = {
    level: 'error',
    code: 'says_nothing',
    at: 'contents',
    message: 'It says nothing by any channel.',
  } as const;
  if (all.length === 0) return [nothing];
  const [known, labels, definitions, usual, view] = await Promise.all([
    ...([readKnown(scope), listAttributeLabels(scope), listNewest(scope)] as const),
    ...([readUsual(scope), findView(scope, template.view)] as const),
  ]);
  const links = new Set(['preferences', 'why', ...(template.topic === null ? [] : ['unsubscribe'])]);
  const namesFor = (purpose: string | undefined): KnownNames => ({
    attributes: new Set(labels.keys()),
    traits: new Set(
      definitions.filter((one) => one.kind === 'trait' && one.purpose === purpose).map(({ name }) => name),
    ),
    fields: view && new Set(view.fields.map(({ name }) => name)),
    links,
  });
  const byChannels = await Promise.all(all.map(lintByChannel));
  const findings = [
    ...byChannels.flat(),
    ...lintChannels(channels, template, { known, view }),
    ...lintTranslations(all, usual.language),
    ...all.flatMap((one) => {
      const purpose = purposeFor(template, one.channel, known)?.slug;
      return lintContent(one, { known: namesFor(purpose), needsUnsubscribe: template.topic !== null });
    }),
  ];
  return findings.toSorted((one, other) => rank[one.level] - rank[other.level]);
}

/** What only the channel can say: whether it can be laid out. */
async function lintByChannel({ channel, language, content }: Content): Promise<Finding[]> {
  const at = `contents.${channel.slug}.${language}`;
  try {
    const problems = (await channel.listProblems?.(content, language)) ?? [];
    return problems.map((message) => ({ level: 'warning', code: 'layout_unclear', at, message }));
  } catch (error) {
    return [{ level: 'error', code: 'layout_broken', at, message: (error as Error).message }];
  }
}

const rank = { error: 0, warning: 1, note: 2 };

/** Undefined: it has none, or it is gone. */
async function findView(scope: Scope, name: string | null): Promise<StoredView | undefined> {
  try {
    return name === null ? undefined : await getView(scope, name);
  } catch (error) {
    if (isAppError(error) && error.code === 'view_not_found') return undefined;
    throw error;
  }
}

function lintChannels(
  channels: Channels,
  template: Linted,
  { known, view }: { known: Known; view: StoredView | undefined },
): Finding[] {
  const gone: Finding[] =
    template.view !== null && view === undefined
      ? [
          {
            level: 'error',
            code: 'view_gone',
            at: 'view',
            message: `There is no view "${template.view}" any more.`,
          },
        ]
      : [];
  const own = channels.filter(({ slug }) => template.contents[slug] !== undefined);
  return own.reduce<Finding[]>((findings, channel) => {
    const at = `contents.${channel.slug}`;
    const purpose = purposeFor(template, channel, known);
    const about =
      template.topic === null ? `the purpose "${template.purpose}"` : `the topic "${template.topic}"`;
    if (purpose === undefined)
      findings.push({
        ...{ level: 'error', code: 'channel_not_offered', at },
        message: `Nothing of ${about} may be sent by ${channel.slug}.`,
      });
    else if (view !== undefined && view.purpose !== purpose.slug)
      findings.push({
        ...{ level: 'error', code: 'view_of_other_purpose', at },
        message: `The view "${view.name}" is for "${view.purpose}", and messages by ${channel.slug} are for "${purpose.slug}".`,
      });
    return findings;
  }, gone);
}

function lintTranslations(all: readonly Content[], usual: string): Finding[] {
  const languages = new Set([usual, ...all.map(({ language }) => language)]);
  const byChannel = Map.groupBy(all, ({ channel }) => channel.slug);
  return [...byChannel].flatMap(([channel, own]) => {
    const there = new Set(own.map(({ language }) => language));
    const missing = [...languages.difference(there)];
    if (missing.length === 0) return [];
    const message = `There is nothing in ${missing.join(', ')}: whoever reads that gets another language.`;
    return [{ level: 'warning', code: 'translation_missing', at: `contents.${channel}`, message } as const];
  });
}
