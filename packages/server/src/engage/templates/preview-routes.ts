// The API of looking at a template as somebody, and of sending it to oneself.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { parseBody, toPublicBase } from '../../platform/http/index.ts';
import type { Log } from '../../platform/log/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Access, isMemberEmail, type Members, type Principal } from '../../respect/access/index.ts';
import type { ReadLog } from '../../respect/reads/index.ts';
import { type ChannelSlug, channelSlugs, type MessageLinks, type Point } from '../channels/index.ts';
import { readAbout } from './changes.ts';
import type { ComposerDeps } from './composer.ts';
import { readContents } from './contents.ts';
import { aboutFields, contentsField } from './model.ts';
import { type Draft, findWay, type Preview, previewTemplate } from './preview.ts';
import { getTemplate, getVersion } from './store.ts';

const identifier = z.strictObject({ type: z.string().min(1).max(100), value: z.string().min(1).max(1000) });
const said = {
  channel: z.enum(channelSlugs),
  language: z.string().max(35).nullable().default(null).describe('What the person chose; null: nothing.'),
  person: identifier
    .nullable()
    .default(null)
    .describe('Whose data fills it, as far as its purpose may see them. Null: nobody.'),
  variables: z
    .record(z.string().max(100), z.unknown())
    .default({})
    .describe('What texts may name beside the person.'),
};
const draft = z.strictObject({
  ...aboutFields,
  contents: contentsField,
  view: z.string().min(1).max(100).nullable().default(null),
});
export const previewTemplateBody = z
  .strictObject({
    template: z.string().min(1).max(63).optional().describe('The slug of a template.'),
    version: z.int().min(1).optional().describe('The newest, where it is left out.'),
    draft: draft.optional().describe('Instead of it: a template that nobody has kept.'),
    ...said,
  })
  .refine((body) => (body.template === undefined) !== (body.draft === undefined), {
    path: ['template'],
    message: 'name a template, or send a draft',
  });
export const testSendBody = z.strictObject({
  to: z.string().min(3).max(320).describe('The e-mail address of a member; with a person, your own.'),
  version: z.int().min(1).optional().describe('The newest, where it is left out.'),
  ...said,
});

/** Hands a test over by an account of the channel, and counts it nowhere. Throws `AppError` where none can send. */
export type SendTest = (
  scope: Scope,
  test: {
    channel: ChannelSlug;
    to: Point;
    rendered: unknown;
    links: MessageLinks;
    language: string;
    brand: Preview['brand'];
  },
) => Promise<void>;

export type PreviewDeps = ComposerDeps & {
  access: Access;
  members: Members;
  readLog: ReadLog;
  log: Log;
  /** Traits or views came along with a template. */
  onDefined(): void;
  /** Undefined: nothing here sends. */
  sendTest: SendTest | undefined;
};
type Said = z.output<typeof testSendBody>;

export function registerPreviewRoutes(app: FastifyInstance, deps: PreviewDeps): void {
  const { access, readLog, clock } = deps;

  async function preview(request: FastifyRequest, exit: string, read: Draft, asked: Omit<Said, 'to'>) {
    const { scope, principal } = await access.permit(request, 'templates:read');
    const way = await findWay(scope, deps.channels, read, asked.channel);
    if (asked.person !== null) await access.permit(request, 'profiles:read', way.purpose.slug);
    const links = exampleLinks(toPublicBase(request, deps.publicUrl));
    const found = await previewTemplate(deps, scope, {
      ...{ draft: read, ...way, links, reader: principal.unmasked, at: clock.nowMs() },
      ...{ language: asked.language, person: asked.person, variables: asked.variables },
    });
    if (found.profileId !== null)
      readLog.add({
        ...{ principal, at: clock.now(), purpose: found.purpose, exit, fields: found.shown },
        ...{ profileIds: [found.profileId], ...(read.view === null ? {} : { view: read.view }) },
      });
    return { scope, principal, links, found };
  }

  app.post('/api/template-preview', async (request) => {
    const { scope } = await access.permit(request, 'templates:read');
    const { template, version, draft: given, ...asked } = parseBody(previewTemplateBody, request.body);
    const read =
      template === undefined ? await readDraft(deps, scope, given) : await readKept(scope, template, version);
    const { found } = await preview(request, 'POST /api/template-preview', read, asked);
    const { profileId: _own, shown: _shown, ...answer } = found;
    return answer;
  });

  app.post<{ Params: { slug: string } }>('/api/templates/:slug/test-send', async (request) => {
    const { slug } = request.params;
    const { scope, principal } = await access.permit(request, 'templates:write');
    const { to, version, ...asked } = parseBody(testSendBody, request.body);
    await refuseStranger(deps, scope, principal, { ...asked, to });
    const { sendTest } = deps;
    if (sendTest === undefined) throw new AppError('test_send_refused', 'Nothing here sends messages.');
    const read = await readKept(scope, slug, version);
    const { links, found } = await preview(request, 'POST /api/templates/:slug/test-send', read, asked);
    if (found.faults.length > 0 || found.rendered === null)
      throw new AppError('template_not_ready', `Nothing was sent. ${found.faults[0] ?? ''}`, {
        faults: found.faults,
      });
    const { rendered, language, brand } = found;
    const point = { type: 'email', value: to.trim().toLowerCase() };
    await sendTest(scope, { ...{ channel: asked.channel, to: point, rendered, links }, language, brand });
    deps.log.info(
      { template: slug, channel: asked.channel, by: `${principal.kind}:${principal.id}` },
      'A test was sent',
    );
    return { sent_to: point.value, language };
  });
}

/** A test is for whoever works here: what it shows of a person nobody gets who did not ask to see it. Throws `test_send_refused`. */
async function refuseStranger(
  { channels, members }: PreviewDeps,
  scope: Scope,
  { kind, id }: Principal,
  { channel: slug, to, person }: Pick<Said, 'channel' | 'to' | 'person'>,
): Promise<void> {
  const channel = channels.find((one) => one.slug === slug);
  if (channel?.reaches.includes('email') !== true)
    throw new AppError(
      'test_send_refused',
      `Of members only the e-mail address is known: a test cannot go by ${slug}.`,
    );
  const address = to.trim().toLowerCase();
  if (!(await isMemberEmail(scope, address))) throw new AppError('test_send_refused');
  if (person === null) return;
  const own = kind === 'member' ? await members.findMemberById(String(id)) : undefined;
  if (own?.email.toLowerCase() !== address)
    throw new AppError(
      'test_send_refused',
      'What is filled with the data of a person goes to nobody but yourself.',
    );
}

async function readKept(scope: Scope, slug: string, version: number | undefined): Promise<Draft> {
  const template = await getTemplate(scope, slug);
  const { contents, view } = await getVersion(scope, template, version ?? template.version);
  return { ...template, contents, view };
}

async function readDraft(
  { channels }: PreviewDeps,
  scope: Scope,
  given: z.output<typeof draft> | undefined,
): Promise<Draft> {
  if (given === undefined) throw new Error('The schema lets no body through that has neither.');
  const about = await readAbout(scope, given);
  return { ...about, contents: readContents(channels, given.contents), view: given.view };
}

/** Where the links of a message stand there is something to see, and nothing behind it. */
const exampleLinks = (base: string): MessageLinks => ({
  unsubscribe: `${base}/example/unsubscribe`,
  preferences: `${base}/example/preferences`,
  why: `${base}/example/why`,
});
