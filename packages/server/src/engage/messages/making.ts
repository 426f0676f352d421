// Messages are made: for whoever asks for one by the API, a campaign, a journey.
import { AppError } from '@rapport/protocol';
import { findProfileId, isAddress, toAsked } from '../../connect/identity/index.ts';
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type ChannelSlug, channelSlugs } from '../channels/index.ts';
import type { NewMessage, Trigger } from './model.ts';
import { insertMessages } from './store.ts';

/** So many in one statement. */
const insertedMax = 5000;

export type Made = { key: string; id: number };

/** Makes those that are not there yet, and returns them. */
export async function makeMessages(
  scope: Scope<Queryable>,
  messages: readonly NewMessage[],
  at: Date,
): Promise<Made[]> {
  const made: Made[] = [];
  for (let i = 0; i < messages.length; i += insertedMax)
    made.push(...(await insertMessages(scope, messages.slice(i, i + insertedMax), at)));
  return made;
}

export type MessageTold = {
  to: { type: string; value: string };
  template: string;
  channel?: ChannelSlug | undefined;
  fallbacks?: ChannelSlug[] | undefined;
  variables: Record<string, unknown>;
  key: string;
  language?: string | undefined;
  due_at?: string | undefined;
  expires_at?: string | undefined;
};

/**
 * One message to the person who has this identifier. Without a channel: the first by which the template speaks. Throws
 * `profile_not_found` or `template_unknown`.
 */
export async function tellMessage(
  scope: Scope<Queryable>,
  told: MessageTold,
  trigger: Trigger,
  at: Date,
): Promise<{ id: number; isNew: boolean }> {
  const template = await findPublished(scope, told.template);
  const identifier = toAsked(told.to.type, told.to.value);
  const profileId = await findProfileId(scope, identifier);
  if (profileId === undefined) throw new AppError('profile_not_found');
  const channel = told.channel ?? channelSlugs.find((one) => template.channels.includes(one));
  if (channel === undefined || !template.channels.includes(channel))
    throw new AppError(
      'template_unknown',
      `The template "${told.template}" says nothing for ${channel ?? 'any channel'}.`,
    );
  const [made] = await makeMessages(
    scope,
    [
      {
        ...{
          key: told.key,
          profileId,
          channel,
          fallbacks: told.fallbacks ?? [],
          trigger,
          variables: told.variables,
        },
        template: { id: template.id, version: template.version },
        // An address that was named is the address that is meant.
        ...(isAddress(identifier.type) ? { point: identifier } : {}),
        ...(told.language === undefined ? {} : { language: told.language }),
        dueAt: told.due_at === undefined ? at.getTime() : Date.parse(told.due_at),
        ...(told.expires_at === undefined ? {} : { expiresAt: Date.parse(told.expires_at) }),
      },
    ],
    at,
  );
  if (made !== undefined) return { id: made.id, isNew: true };
  const [known] = await scope.db.query<{ id: number }>(
    'select id from messages where workspace_id = $1 and key = $2',
    [scope.workspaceId, told.key],
  );
  return { id: (known as { id: number }).id, isNew: false };
}

export type Published = {
  id: number;
  version: number;
  topic: string | null;
  purpose: string | null;
  channels: ChannelSlug[];
};

/** The template as it is sent now. Throws `template_unknown`. */
export async function findPublished({ db, workspaceId }: Scope<Queryable>, slug: string): Promise<Published> {
  const [found] = await db.query<Published>(
    `select t.id, t.published as version, t.topic, t.purpose, array(select jsonb_object_keys(v.contents)) as channels
     from templates t join template_versions v on v.template_id = t.id and v.version = t.published
     where t.workspace_id = $1 and t.slug = $2 and t.archived_at is null`,
    [workspaceId, slug],
    'find_published_template',
  );
  if (found !== undefined) return found;
  throw new AppError('template_unknown', `There is no published template called "${slug.slice(0, 80)}".`);
}
