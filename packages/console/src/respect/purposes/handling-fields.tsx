// How a purpose is carried out, to be written: none of it is a new thing to consent to.
import { NumberField } from '../../connect/identity/number-field.tsx';
import { useTranslation } from '../../language/index.ts';
import { SelectField, Switch, TextField } from '../../ui/field.tsx';
import { AGE_BOUNDS, CHANNELS } from './purpose-draft.ts';
import type { EditDraft, FaultOf } from './purpose-editor.tsx';
import { usePurposeName } from './purpose-words.ts';
import styles from './purposes.module.css';
import { type PurposeBody, usePurposes } from './purposes-query.ts';
import { RetentionField } from './retention-field.tsx';
import { SignalFields } from './signal-fields.tsx';
import { TranslationFields } from './translation-fields.tsx';

const REF_MAX = 500;

export function HandlingFields({
  draft,
  edit,
  faultOf,
  own,
}: {
  draft: PurposeBody;
  edit: EditDraft;
  faultOf: FaultOf;
  /** Its slug, so that it is not its own parent. */
  own: string | undefined;
}) {
  const { t } = useTranslation();
  const nameOf = usePurposeName();
  const purposes = usePurposes().data?.items ?? [];
  const none = { value: '', label: t('purposes.none') };
  return (
    <section className={styles.group}>
      <h3 className={styles.groupTitle}>{t('purposes.handling.title')}</h3>
      <RetentionField
        retention={draft.retention}
        fault={faultOf('retention')}
        onRetention={(retention) => edit({ retention })}
      />
      <div className={styles.pair}>
        <SelectField
          label={t('purposes.field.channel')}
          help={t('purposes.help.channel')}
          value={draft.channel ?? ''}
          options={[none, ...CHANNELS.map((each) => ({ value: each, label: t(`purposes.channel.${each}`) }))]}
          onChange={(event) => edit({ channel: event.currentTarget.value || null })}
        />
        <SelectField
          label={t('purposes.field.parent')}
          help={t('purposes.help.parent')}
          value={draft.parent ?? ''}
          options={[
            none,
            ...purposes
              .filter(({ slug }) => slug !== own)
              .map((each) => ({ value: each.slug, label: nameOf(each) })),
          ]}
          onChange={(event) => edit({ parent: event.currentTarget.value || null })}
        />
      </div>
      <NumberField
        label={t('purposes.field.minimum_age')}
        help={t('purposes.help.minimum_age')}
        value={draft.minimum_age}
        bounds={AGE_BOUNDS}
        onValue={(minimum_age) => edit({ minimum_age })}
      />
      <Switch
        label={t('purposes.field.accepts_unproven')}
        help={t('purposes.help.accepts_unproven')}
        checked={draft.accepts_unproven}
        onCheck={(accepts_unproven) => edit({ accepts_unproven })}
      />
      <SignalFields draft={draft} edit={edit} faultOf={faultOf} />
      <div className={styles.pair}>
        <TextField
          label={t('purposes.field.lia_ref')}
          help={t('purposes.help.lia_ref')}
          value={draft.lia_ref ?? ''}
          maxLength={REF_MAX}
          onChange={(event) => edit({ lia_ref: event.currentTarget.value || null })}
        />
        <TextField
          label={t('purposes.field.dpia_ref')}
          help={t('purposes.help.dpia_ref')}
          value={draft.dpia_ref ?? ''}
          maxLength={REF_MAX}
          onChange={(event) => edit({ dpia_ref: event.currentTarget.value || null })}
        />
      </div>
      <TranslationFields draft={draft} edit={edit} fault={faultOf('translations')} />
    </section>
  );
}
