// Publishes a notice: once people may have seen it, its text stays as it is. Another text is another notice.
import { type FormEvent, useState } from 'react';
import { usePreferences } from '../../app/preferences.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { Checkbox, TextArea, TextField } from '../../ui/field.tsx';
import { InspectorFrame } from '../../ui/inspector.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useNameOfPurpose } from '../purposes/name-of-purpose.ts';
import { usePurposes } from '../purposes/purposes-query.ts';
import styles from './notices.module.css';
import { type NoticeDraft, type NoticeText, noticeKey, usePublishNotice } from './notices-query.ts';

const SLUG = '[a-z][a-z0-9_\\-]{0,63}';
const LANGUAGE = '[a-z]{2,3}(-[A-Za-z0-9]{2,8})*';

/** `after`: the notice that it follows, in another text or another language. */
export function PublishNotice({
  after,
  known,
  onClose,
  onPublished,
}: {
  after: NoticeText | undefined;
  known: readonly NoticeText[];
  onClose: () => void;
  onPublished: (notice: NoticeText) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { language } = usePreferences();
  const publish = usePublishNotice();
  const [draft, setDraft] = useState<NoticeDraft>({
    slug: after?.slug ?? '',
    language: after?.language ?? language,
    title: after?.title ?? '',
    text: after?.text ?? '',
    purposes: Object.keys(after?.purposes ?? {}),
  });
  const change = (changes: Partial<NoticeDraft>) => setDraft((before) => ({ ...before, ...changes }));
  const complete = draft.purposes.length > 0 && draft.text.trim() !== '' && draft.title.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!complete || publish.isPending) return;
    publish.mutate(draft, {
      onSuccess: (notice) => {
        const isNew = !known.some((each) => noticeKey(each) === noticeKey(notice));
        showToast(isNew ? t('notices.published') : t('notices.wasThere'));
        onPublished(notice);
      },
    });
  };
  const named = new RegExp(`^${LANGUAGE}$`).test(draft.language);
  return (
    <Drawer open onClose={onClose} side="right" width="min(560px, 100%)" label={t('notices.publish')}>
      <InspectorFrame title={t('notices.publish')} onClose={onClose}>
        <form className={styles.form} onSubmit={submit}>
          <TextField
            label={t('notices.column.title')}
            help={t('notices.titleHelp')}
            value={draft.title}
            required
            maxLength={200}
            data-autofocus
            onChange={(event) => change({ title: event.currentTarget.value })}
          />
          <TextArea
            label={t('notices.text')}
            help={t('notices.textHelp')}
            value={draft.text}
            required
            rows={10}
            maxLength={100_000}
            onChange={(event) => change({ text: event.currentTarget.value })}
          />
          <div className={styles.pair}>
            <TextField
              label={t('notices.column.language')}
              help={named ? format.languageName(draft.language) : t('notices.languageHelp')}
              value={draft.language}
              required
              pattern={LANGUAGE}
              maxLength={35}
              onChange={(event) => change({ language: event.currentTarget.value.trim() })}
            />
            <TextField
              label={t('notices.slug')}
              help={t('notices.slugHelp')}
              value={draft.slug}
              required
              pattern={SLUG}
              onChange={(event) => change({ slug: event.currentTarget.value.trim() })}
            />
          </div>
          <PurposeChoice chosen={draft.purposes} onChosen={(purposes) => change({ purposes })} />
          {publish.isError && <ErrorState error={publish.error} />}
          <div className={styles.actions}>
            <Button onClick={onClose}>{t('ui.cancel')}</Button>
            <Button type="submit" look="primary" busy={publish.isPending} disabled={!complete}>
              {t('notices.publish')}
            </Button>
          </div>
        </form>
      </InspectorFrame>
    </Drawer>
  );
}

function PurposeChoice({
  chosen,
  onChosen,
}: {
  chosen: readonly string[];
  onChosen: (chosen: string[]) => void;
}) {
  const { t } = useTranslation();
  const purposes = usePurposes().data?.items ?? [];
  const nameOf = useNameOfPurpose();
  return (
    <fieldset className={styles.purposes}>
      <legend>{t('notices.tellsOf')}</legend>
      {purposes.map(({ slug }) => (
        <Checkbox
          key={slug}
          label={nameOf(slug)}
          checked={chosen.includes(slug)}
          onCheck={(on) => onChosen(on ? [...chosen, slug] : chosen.filter((each) => each !== slug))}
        />
      ))}
    </fieldset>
  );
}
