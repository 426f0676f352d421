// Topics in PostgreSQL: what a workspace writes about, under which brand, by which channels and for which purpose.
import { AppError } from '@rapport/protocol';
import type { Queryable, Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { listPurposes, type Purpose } from '../purposes/index.ts';
import { type By, refuseOther } from './brands.ts';
import type { MessageChannel, TopicRules } from './model.ts';
import { isSpokenOf, lockTopics } from './store.ts';

export type TopicInput = {
  slug: string;
  /** The slug of its brand. */
  brand: string;
  /** By language tag. */
  titles: Record<string, string>;
  descriptions: Record<string, string>;
  channels: MessageChannel[];
  /** The slug of a purpose, or a group in which each channel has its own. */
  purpose: string;
  default: 'in' | 'out';
  order: number;
  retired: boolean;
};
export type Topic = TopicInput & { version: number; updated_at: Date; updated_by: string };

/** So many in a workspace. */
export const topicsMax = 500;

const columns = `t.slug, b.slug as brand, t.titles, t.descriptions, t.channels, t.purpose, t.default_state as default,
  t.place as order, t.retired_at is not null as retired, t.version, t.updated_at, t.updated_by`;

/** As they are shown: in their order, those of one brand together. */
export const listTopics = ({ db, workspaceId }: Scope<Queryable>): Promise<Topic[]> =>
  db.query<Topic>(
    `select ${columns} from topics t join brands b on b.id = t.brand_id where t.workspace_id = $1
     order by lower(b.name), b.slug, t.place, t.slug`,
    [workspaceId],
    'list_topics',
  );

/** Throws `topic_not_found`. */
export async function getTopic({ db, workspaceId }: Scope<Queryable>, slug: string): Promise<Topic> {
  const [topic] = await db.query<Topic>(
    `select ${columns} from topics t join brands b on b.id = t.brand_id where t.workspace_id = $1 and t.slug = $2`,
    [workspaceId, slug],
    'get_topic',
  );
  if (topic !== undefined) return topic;
  throw new AppError('topic_not_found', `There is no topic called "${slug.slice(0, 80)}".`);
}

/** Throws `name_taken`, `topics_full` or `topic_invalid`. */
export async function createTopic(
  scope: Scope<Transaction>,
  input: TopicInput,
  { at, by }: By,
): Promise<void> {
  await lockTopics(scope);
  const all = await listTopics(scope);
  if (all.some(({ slug }) => slug === input.slug))
    throw new AppError('name_taken', `There is a topic called "${input.slug}". Choose another slug.`);
  if (all.length >= topicsMax) throw new AppError('topics_full');
  await refuseWrong(scope, input);
  await scope.db.query(
    `insert into topics (workspace_id, slug, brand_id, titles, descriptions, channels, purpose, default_state, place, retired_at,
       version, updated_at, updated_by)
     select $1, $2, b.id, $4, $5, $6, $7, $8, $9, $10, 1, $11, $12 from brands b where b.workspace_id = $1 and b.slug = $3`,
    toValues(scope, input, { at, by }),
  );
}

/** Throws `topic_not_found`, `topic_invalid`, or `conflict` where another version than the expected one holds. */
export async function changeTopic(
  scope: Scope<Transaction>,
  input: TopicInput,
  expected: number | undefined,
  { at, by }: By,
): Promise<void> {
  await lockTopics(scope);
  refuseOther(await getTopic(scope, input.slug), expected);
  await refuseWrong(scope, input);
  await scope.db.query(
    `update topics t set brand_id = b.id, titles = $4, descriptions = $5, channels = $6, purpose = $7, default_state = $8, place = $9,
       retired_at = case when $10::timestamptz is null then null else coalesce(t.retired_at, $10) end,
       version = t.version + 1, updated_at = $11, updated_by = $12
     from brands b where b.workspace_id = $1 and b.slug = $3 and t.workspace_id = $1 and t.slug = $2`,
    toValues(scope, input, { at, by }),
  );
}

const toValues = ({ workspaceId }: Scope<Queryable>, input: TopicInput, { at, by }: By): unknown[] => [
  ...[workspaceId, input.slug, input.brand, input.titles, input.descriptions, input.channels, input.purpose],
  ...[input.default, input.order, input.retired ? at : null, at, by],
];

/** Throws `topic_not_found`, or `topic_in_use` where somebody said something of it: then it is retired. */
export async function deleteTopic(scope: Scope<Transaction>, slug: string): Promise<void> {
  await lockTopics(scope);
  await getTopic(scope, slug);
  if (await isSpokenOf(scope, slug)) throw new AppError('topic_in_use');
  await scope.db.query('delete from topics where workspace_id = $1 and slug = $2', [scope.workspaceId, slug]);
}

async function refuseWrong(
  scope: Scope<Transaction>,
  { brand, purpose, channels }: TopicInput,
): Promise<void> {
  const [known] = await scope.db.query('select 1 from brands where workspace_id = $1 and slug = $2', [
    scope.workspaceId,
    brand,
  ]);
  if (known === undefined) throw wrong('brand', `there is no brand "${brand}" (see GET /api/brands)`);
  const purposes = await listPurposes(scope);
  const isKnown = purposes.some(({ slug }) => isWithin(slug, purpose));
  if (!isKnown) throw wrong('purpose', `there is no purpose "${purpose}" (see GET /api/purposes)`);
  for (const [i, channel] of channels.entries())
    if (findPurposeFor({ purpose }, channel, purposes) === undefined)
      throw wrong(
        `channels.${i}`,
        purpose.endsWith('.*')
          ? `no purpose of ${purpose} is for ${channel}`
          : `the purpose ${purpose} is for another channel than ${channel}`,
      );
}

const wrong = (field: string, problem: string): AppError =>
  new AppError('topic_invalid', `The topic cannot be kept. ${field}: ${problem}`, {
    fields: [{ field, problem }],
  });

const isWithin = (slug: string, named: string): boolean =>
  named.endsWith('.*') ? slug.startsWith(named.slice(0, -1)) : slug === named;

/**
 * The purpose that a message of the topic needs on a channel: the one that the topic names, or the one of its group that is for
 * this channel. Undefined where there is none, as when it was retired: then nothing may be sent.
 */
export const findPurposeFor = (
  { purpose }: Pick<TopicInput, 'purpose'>,
  channel: MessageChannel,
  purposes: readonly Purpose[],
): Purpose | undefined =>
  purposes.find(
    (one) =>
      isWithin(one.slug, purpose) &&
      (one.channel === channel || (one.channel === null && !purpose.endsWith('.*'))),
  );

/** The title in this language, or in one that the topic has: English, where it has that. */
export const titleOf = ({ slug, titles }: Pick<Topic, 'slug' | 'titles'>, language = 'en'): string =>
  titles[language] ?? titles.en ?? Object.values(titles)[0] ?? slug;

export const toRules = (topic: Topic): TopicRules => ({
  ...{ slug: topic.slug, brand: topic.brand, title: titleOf(topic), channels: topic.channels },
  ...{ default: topic.default, retired: topic.retired },
});
