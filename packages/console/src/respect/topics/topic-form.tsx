// Makes a topic, or changes one: what it is called in each language, how it comes, for which purpose, and what silence means.
import { type FormEvent, useState } from 'react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { LANGUAGES } from '../../language/languages.ts';
import { Drawer } from '../../ui/drawer.tsx';
import { Checkbox, Choice, SelectField, Switch, TextField } from '../../ui/field.tsx';
import { InspectorFrame } from '../../ui/inspector.tsx';
import { showToast } from '../../ui/toast.tsx';
import { SlugField } from './brand-form.tsx';
import { DraftFoot, useKept } from './draft-foot.tsx';
import { PurposeField } from './purpose-field.tsx';
import { useTitleOfTopic } from './topic-titles.ts';
import styles from './topics.module.css';
import {
  type Brand,
  CHANNELS,
  type Topic,
  type TopicBody,
  useDeleteTopic,
  useSaveTopic,
} from './topics-query.ts';

const toDraft = (topic: Topic | undefined, brands: readonly Brand[]): TopicBody => ({
  ...{ brand: topic?.brand ?? brands[0]?.slug ?? '', purpose: topic?.purpose ?? 'marketing.*' },
  ...{ titles: topic?.titles ?? {}, descriptions: topic?.descriptions ?? {} },
  ...{ channels: topic?.channels ?? ['email'], default: topic?.default ?? 'out' },
  ...{ order: topic?.order ?? 0, retired: topic?.retired ?? false },
});

const filled = (texts: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''));

type Edit = (change: Partial<TopicBody>) => void;

/** `topic` absent: one that is new. */
export function TopicForm({
  topic,
  known,
  brands,
  onClose,
}: {
  topic: Topic | undefined;
  known: readonly Topic[];
  brands: readonly Brand[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const titleOf = useTitleOfTopic();
  const [save, remove] = [useSaveTopic(), useDeleteTopic()];
  const [slug, setSlug] = useState('');
  const kept = useKept(topic, toDraft(topic, brands));
  const { draft, edit } = kept;
  const body = { ...draft, titles: filled(draft.titles), descriptions: filled(draft.descriptions) };
  const taken = topic === undefined && known.some((one) => one.slug === slug.trim());
  const isNamed = Object.keys(body.titles).length > 0 && (topic !== undefined || slug.trim() !== '');
  const complete = isNamed && !taken && draft.channels.length > 0;
  const title = topic ? titleOf(topic) : t('topics.add');
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!complete || save.isPending) return;
    const named = topic?.slug ?? slug.trim();
    const onSuccess = () => {
      showToast(t('topics.saved', { name: titleOf({ slug: named, titles: body.titles }) }));
      onClose();
    };
    save.mutate({ slug: named, from: kept.from, body }, { onSuccess });
  }
  return (
    <Drawer open onClose={kept.leaving(onClose)} side="right" width="min(520px, 100%)" label={title}>
      <InspectorFrame title={title} onClose={kept.leaving(onClose)}>
        <form className={styles.form} onSubmit={submit} noValidate>
          <Titles draft={draft} edit={edit} />
          {topic === undefined && <SlugField value={slug} taken={taken} onSlug={setSlug} />}
          <SelectField
            label={t('topics.column.brand')}
            value={draft.brand}
            options={brands.map((one) => ({ value: one.slug, label: one.name }))}
            onChange={(event) => edit({ brand: event.currentTarget.value })}
          />
          <Sending draft={draft} edit={edit} />
          {topic && (
            <Switch
              label={t('topics.retire')}
              help={t('topics.retireHelp')}
              checked={draft.retired}
              onCheck={(retired) => edit({ retired })}
            />
          )}
          <DraftFoot
            kept={kept}
            complete={complete}
            saving={save}
            removing={topic && { ...remove, remove: () => remove.mutate(topic.slug, { onSuccess: onClose }) }}
            onClose={onClose}
          />
        </form>
      </InspectorFrame>
    </Drawer>
  );
}

/** In the languages of the centre; others that came by the API stay. */
function Titles({ draft: { titles, descriptions }, edit }: { draft: TopicBody; edit: Edit }) {
  const { t } = useTranslation();
  const format = useFormat();
  return Object.keys(LANGUAGES).map((tag) => (
    <fieldset key={tag} className={styles.language}>
      <legend className="visually-hidden">{format.languageName(tag)}</legend>
      <TextField
        label={t('topics.titleIn', { language: format.languageName(tag) })}
        lang={tag}
        value={titles[tag] ?? ''}
        maxLength={120}
        autoComplete="off"
        onChange={(event) => edit({ titles: { ...titles, [tag]: event.currentTarget.value } })}
      />
      <TextField
        label={t('topics.descriptionIn', { language: format.languageName(tag) })}
        lang={tag}
        value={descriptions[tag] ?? ''}
        maxLength={1000}
        autoComplete="off"
        onChange={(event) => edit({ descriptions: { ...descriptions, [tag]: event.currentTarget.value } })}
      />
    </fieldset>
  ));
}

/** By what it comes, for which purpose, and to whom who said nothing. */
function Sending({ draft, edit }: { draft: TopicBody; edit: Edit }) {
  const { t } = useTranslation();
  const { channels } = draft;
  return (
    <>
      <fieldset className={styles.choices}>
        <legend>{t('topics.column.channels')}</legend>
        {CHANNELS.map((channel) => (
          <Checkbox
            key={channel}
            label={t(`topics.channel.${channel}`)}
            checked={channels.includes(channel)}
            onCheck={(on) =>
              edit({ channels: CHANNELS.filter((one) => (one === channel ? on : channels.includes(one))) })
            }
          />
        ))}
      </fieldset>
      <PurposeField value={draft.purpose} onValue={(purpose) => edit({ purpose })} />
      <div className={styles.labelled}>
        <p className={styles.label}>{t('topics.silence')}</p>
        <Choice
          label={t('topics.silence')}
          value={draft.default}
          options={[
            { value: 'out', label: t('topics.default.out') },
            { value: 'in', label: t('topics.default.in') },
          ]}
          onValue={(value) => edit({ default: value })}
        />
      </div>
      <TextField
        label={t('topics.order')}
        help={t('topics.orderHelp')}
        type="number"
        min={0}
        max={1_000_000}
        value={draft.order}
        onChange={(event) => edit({ order: Math.max(0, Math.trunc(Number(event.currentTarget.value))) })}
      />
    </>
  );
}
