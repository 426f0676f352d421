// Making, changing, publishing and archiving templates: what is wrong is said before anything is kept.
import { AppError } from '@rapport/protocol';
import type { Database } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { getTopic } from '../../respect/preferences/index.ts';
import { getPurpose } from '../../respect/purposes/index.ts';
import { getView } from '../../understand/views/index.ts';
import { type Channels, readContents } from './contents.ts';
import type { Finding } from './lint/findings.ts';
import { lint } from './lint/lint.ts';
import type { About } from './model.ts';
import { cannotBeSwitchedOff } from './purposes.ts';
import {
  type By,
  getTemplate,
  getVersion,
  insertTemplate,
  setArchived,
  setPublished,
  updateTemplate,
} from './store.ts';

type Said = { title: string; contents: Record<string, Record<string, unknown>>; view: string | null };
type Named = { topic: string | null; purpose: string | null };

/** Throws `template_invalid`, `name_taken`, `templates_full`, `topic_not_found`, `purpose_unknown` or `view_not_found`. */
export async function createTemplate(
  scope: Scope<Database>,
  channels: Channels,
  { topic, purpose, ...given }: Said & Named & { slug: string },
  by: By,
): Promise<void> {
  const about = await readAbout(scope, { topic, purpose });
  const template = { ...given, ...about, contents: readContents(channels, given.contents) };
  await refuseOtherView(scope, given.view);
  await scope.db.transaction((tx) => insertTemplate({ ...scope, db: tx }, template, by));
}

/** A new version. Throws as `createTemplate` does, `template_not_found` and `conflict`. */
export async function changeTemplate(
  scope: Scope<Database>,
  channels: Channels,
  { slug, expected, ...given }: Said & { slug: string; expected: number | undefined },
  by: By,
): Promise<void> {
  await getTemplate(scope, slug);
  const said = { ...given, contents: readContents(channels, given.contents) };
  await refuseOtherView(scope, given.view);
  await scope.db.transaction((tx) => updateTemplate({ ...scope, db: tx }, slug, said, expected, by));
}

/** Returns what whoever wrote it should look at. Throws `template_not_found`, or `template_not_ready` with what is wrong. */
export async function publishTemplate(
  scope: Scope<Database>,
  channels: Channels,
  { slug, version: asked }: { slug: string; version: number | undefined },
  by: By,
): Promise<Finding[]> {
  const template = await getTemplate(scope, slug);
  const version = await getVersion(scope, template, asked ?? template.version);
  const findings = await lint(scope, channels, { ...template, ...version });
  const errors = findings.filter(({ level }) => level === 'error');
  const [first] = errors;
  if (first !== undefined)
    throw new AppError(
      'template_not_ready',
      `The template cannot be sent yet. ${first.at}: ${first.message}`,
      {
        faults: errors,
      },
    );
  await setPublished(scope, template.id, version.version, by);
  return findings;
}

/** Throws `template_not_found`. */
export async function archiveTemplate(
  scope: Scope<Database>,
  slug: string,
  archived: boolean,
  by: By,
): Promise<void> {
  const { id } = await getTemplate(scope, slug);
  await setArchived(scope, id, archived, by);
}

/** Throws `topic_not_found`, `purpose_unknown` or `template_invalid`. */
export async function readAbout(scope: Scope<Database>, { topic, purpose }: Named): Promise<About> {
  if (topic !== null && purpose === null) {
    await getTopic(scope, topic);
    return { topic, purpose };
  }
  if (purpose === null || topic !== null)
    throw toInvalid('topic', 'A template has either a topic, or a purpose that nobody can switch off.');
  const found = await getPurpose(scope, purpose);
  if (!cannotBeSwitchedOff(found))
    throw toInvalid(
      'purpose',
      `People can say no to "${found.name}": make a topic for it, so that they can, and name that.`,
    );
  return { topic, purpose };
}

async function refuseOtherView(scope: Scope<Database>, name: string | null): Promise<void> {
  if (name === null) return;
  const { about } = await getView(scope, name);
  if (about !== 'person') throw toInvalid('view', `The view "${name}" is about no person.`);
}

const toInvalid = (at: string, message: string): AppError =>
  new AppError('template_invalid', `The template cannot be kept. ${at}: ${message}`, {
    faults: [{ at, message }],
  });
