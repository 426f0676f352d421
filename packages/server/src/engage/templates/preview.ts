// What a template would say to somebody, or to nobody: filled as a message is, seen as whoever looks may see the person.
import { AppError } from '@rapport/protocol';
import { findProfileId, toAsked } from '../../connect/identity/index.ts';
import type { Denied } from '../../connect/profiles/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Clearance } from '../../respect/access/index.ts';
import type { Decision } from '../../respect/gate/index.ts';
import { listBrands } from '../../respect/preferences/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import { getView } from '../../understand/views/index.ts';
import type { Channel, ChannelSlug, MessageLinks } from '../channels/index.ts';
import type { ComposerDeps } from './composer.ts';
import { TemplateFault } from './composing.ts';
import type { Channels } from './contents.ts';
import { render, type Sender } from './filling.ts';
import { chooseLanguage, findTimeZone, readUsual } from './languages.ts';
import type { About, Contents } from './model.ts';
import { nameAll, needsNobody, toNeeds } from './needs.ts';
import { readPeople, type SeenPerson } from './people.ts';
import { purposeFor, readKnown } from './purposes.ts';
import { toSender } from './senders.ts';

export type Draft = About & { contents: Contents; view: string | null };
export type PreviewAsked = {
  draft: Draft;
  channel: Channel;
  purpose: Purpose;
  language: string | null;
  person: { type: string; value: string } | null;
  variables: Record<string, unknown>;
  links: MessageLinks;
  reader: Clearance;
  at: number;
};
export type Preview = {
  purpose: string;
  language: string;
  /** As the channel makes it; null where nothing could be made. */
  rendered: unknown;
  brand: Sender;
  /** What kept texts from being filled; they are filled without it. */
  faults: string[];
  /** Of the person: whether the message might be sent to them as far as its purpose goes, and what is withheld. */
  decision: Decision | null;
  denied: Denied[];
  masked: Denied[];
  /** Names of what of the person was asked for and found. */
  shown: string[];
  profileId: number | null;
};

/** The channel and the purpose of a draft. Throws `template_invalid` where it is not sent by this channel. */
export async function findWay(
  scope: Scope,
  channels: Channels,
  draft: Draft,
  slug: ChannelSlug,
): Promise<{ channel: Channel; purpose: Purpose }> {
  const channel = channels.find((one) => one.slug === slug);
  const purpose = channel && purposeFor(draft, channel, await readKnown(scope));
  if (channel !== undefined && purpose !== undefined) return { channel, purpose };
  throw new AppError('template_invalid', `Nothing of this template may be sent by ${slug}.`);
}

/** Throws `template_invalid`, `profile_not_found` or `view_not_found`. */
export async function previewTemplate(
  deps: ComposerDeps,
  scope: Scope,
  asked: PreviewAsked,
): Promise<Preview> {
  const { draft, channel, purpose, variables, links, at } = asked;
  const contents = draft.contents[channel.slug] ?? {};
  const faults = new Set<string>();
  const [usual, brands, { topics }, person] = await Promise.all([
    ...([readUsual(scope), listBrands(scope)] as const),
    ...([readKnown(scope), findPerson(deps, scope, asked, faults)] as const),
  ]);
  const attributes = person?.attributes ?? {};
  const chosen = chooseLanguage(Object.keys(contents), {
    asked: asked.language,
    attributes,
    usual: usual.language,
  });
  if (chosen === undefined)
    throw new AppError('template_invalid', `The template says nothing by ${channel.slug}.`);
  const { language, locale } = chosen;
  const sender = toSender(draft, { brands, topics, usual }, deps.publicUrl);
  const filling = { locale, timeZone: findTimeZone(attributes) ?? usual.timeZone, at };
  const own = { ...links, unsubscribe: draft.topic === null ? null : links.unsubscribe };
  const rendered = await render(
    { person, variables, sender, links: own, language },
    {
      ...{ channel, content: contents[language], filling, pixel: undefined },
      track: (url) => url,
      onFault: ({ message }) => faults.add(message),
    },
  ).catch((error: TemplateFault) => {
    faults.add(error.message);
    return null;
  });
  return {
    ...{ purpose: purpose.slug, language, rendered, brand: sender, faults: [...faults] },
    ...{ decision: person?.decision ?? null, denied: person?.denied ?? [], masked: person?.masked ?? [] },
    ...{ shown: person === undefined ? [] : listShown(person), profileId: person?.profileId ?? null },
  };
}

/** Undefined: nobody is looked at. */
async function findPerson(
  deps: ComposerDeps,
  scope: Scope,
  { draft, channel, purpose, person, reader, at }: PreviewAsked,
  faults: Set<string>,
): Promise<SeenPerson | undefined> {
  if (person === null) return undefined;
  const id = await findProfileId(scope, toAsked(person.type, person.value));
  if (id === undefined) throw new AppError('profile_not_found');
  const contents = Object.values(draft.contents[channel.slug] ?? {});
  let needs = { attributes: [], traits: [], fields: [] } as ReturnType<typeof toNeeds>;
  try {
    needs = toNeeds(nameAll(contents), contents.length > 1);
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    faults.add(error.message);
  }
  const view = draft.view === null || needs.fields.length === 0 ? null : await getView(scope, draft.view);
  if (view !== null && view.purpose !== purpose.slug)
    faults.add(`The view "${view.name}" is for "${view.purpose}", and the message for "${purpose.slug}".`);
  const found = (await readPeople(deps, scope, [id], needs, { purpose, view, at, reader })).get(id);
  if (found === undefined) throw new AppError('profile_not_found');
  return needsNobody(needs) ? { ...found, denied: [], masked: [] } : found;
}

const listShown = ({ attributes, traits, view }: SeenPerson): string[] => [
  ...Object.keys(attributes),
  ...Object.keys(traits).map((name) => `traits.${name}`),
  ...Object.keys(view).map((name) => `view.${name}`),
];
