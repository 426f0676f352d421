// What becomes of the answer, when it is asked and how often, and whether it is asked at all.
import { useSources } from '../../connect/sources/sources-query.ts';
import { useTranslation } from '../../language/index.ts';
import { SelectField, Switch, TextArea, TextField } from '../../ui/field.tsx';
import { useNameOfPurpose } from '../purposes/name-of-purpose.ts';
import { usePurposes } from '../purposes/purposes-query.ts';
import { type AskDraft, MOMENTS } from './ask-draft.ts';
import { LabelFields } from './ask-word-fields.tsx';
import styles from './asks.module.css';
import { ASK_KINDS } from './asks-query.ts';

type Fields = { draft: AskDraft; onChange: (changes: Partial<AskDraft>) => void };

/** `language`: in which it is told what each choice is called. */
export function AnswerFields({ draft, language, onChange }: Fields & { language: string }) {
  const { t } = useTranslation();
  const nameOf = useNameOfPurpose();
  // Of others a page cannot know whether they are permitted.
  const askable = (usePurposes().data?.items ?? []).filter(
    ({ banner_categories, consent_model }) =>
      banner_categories.length > 0 || consent_model === 'none' || consent_model === 'notice',
  );
  // The one that it has may be askable no more: it is shown as it is.
  const offered = [
    ...new Set([...askable.map(({ slug }) => slug), ...(draft.purpose ? [draft.purpose] : [])]),
  ];
  return (
    <>
      <div className={styles.pair}>
        <SelectField
          label={t('asks.kind')}
          value={draft.kind}
          options={ASK_KINDS.map((value) => ({ value, label: t(`asks.kinds.${value}`) }))}
          onChange={(event) => {
            const kind = ASK_KINDS.find((one) => one === event.currentTarget.value) ?? 'text';
            // A number of shoes is no address.
            const attribute = kind === 'email' ? 'email' : draft.attribute === 'email' ? '' : draft.attribute;
            onChange({ kind, attribute });
          }}
        />
        <TextField
          label={t('asks.attribute')}
          help={draft.attribute === 'email' ? t('asks.emailHelp') : t('asks.attributeHelp')}
          value={draft.attribute}
          required
          maxLength={63}
          pattern="[a-zA-Z][a-zA-Z0-9_]*"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange({ attribute: event.currentTarget.value })}
        />
      </div>
      {draft.kind === 'choice' && (
        <TextArea
          label={t('asks.options')}
          help={t('asks.optionsHelp')}
          value={draft.options}
          onChange={(event) => onChange({ options: event.currentTarget.value })}
        />
      )}
      {draft.kind === 'choice' && <LabelFields draft={draft} language={language} onChange={onChange} />}
      <SelectField
        label={t('asks.purpose')}
        help={t('asks.purposeHelp')}
        value={draft.purpose}
        options={[
          { value: '', label: t('asks.choosePurpose'), disabled: true },
          ...offered.map((value) => ({ value, label: nameOf(value) })),
        ]}
        onChange={(event) => onChange({ purpose: event.currentTarget.value })}
      />
    </>
  );
}

export function MomentFields({ draft, onChange }: Fields) {
  const { t } = useTranslation();
  const browsers = (useSources().data?.items ?? []).filter(({ kind }) => kind === 'browser');
  return (
    <>
      <div className={styles.pair}>
        <SelectField
          label={t('asks.moment')}
          value={draft.moment}
          options={MOMENTS.map((value) => ({ value, label: t(`asks.moments.${value}`) }))}
          onChange={(event) => {
            const moment = MOMENTS.find((one) => one === event.currentTarget.value) ?? 'called';
            onChange({ moment, at: moment === 'seconds' ? '20' : '' });
          }}
        />
        {draft.moment === 'called' ? (
          <p className={styles.quiet}>{t('asks.calledHelp', { slug: draft.slug || 'slug' })}</p>
        ) : (
          <TextField
            label={t(`asks.at.${draft.moment}`)}
            value={draft.at}
            required
            inputMode={draft.moment === 'seconds' ? 'numeric' : undefined}
            maxLength={draft.moment === 'seconds' ? 4 : 200}
            autoComplete="off"
            onChange={(event) => onChange({ at: event.currentTarget.value })}
          />
        )}
      </div>
      <div className={styles.pair}>
        {(['everyDays', 'restDays'] as const).map((which) => (
          <TextField
            key={which}
            label={t(`asks.${which}`)}
            value={draft[which]}
            required
            inputMode="numeric"
            maxLength={4}
            autoComplete="off"
            onChange={(event) => onChange({ [which]: event.currentTarget.value })}
          />
        ))}
      </div>
      <SelectField
        label={t('asks.source')}
        value={draft.source}
        options={[
          { value: '', label: t('asks.everySource') },
          ...browsers.map(({ slug, name }) => ({ value: slug, label: name })),
        ]}
        onChange={(event) => onChange({ source: event.currentTarget.value })}
      />
    </>
  );
}

export function StateFields({ draft, onChange }: Fields) {
  const { t } = useTranslation();
  return (
    <div className={styles.form}>
      <Switch
        label={t('asks.enabled')}
        help={t('asks.enabledHelp')}
        checked={draft.enabled && !draft.retired}
        disabled={draft.retired}
        onCheck={(enabled) => onChange({ enabled })}
      />
      <Switch
        label={t('asks.retired')}
        help={t('asks.retiredHelp')}
        checked={draft.retired}
        onCheck={(retired) => onChange({ retired })}
      />
    </div>
  );
}
