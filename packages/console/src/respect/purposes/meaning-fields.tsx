// What a purpose means, to be written: another meaning is another thing to consent to.
import { useTranslation } from '../../language/index.ts';
import { SelectField, Switch } from '../../ui/field.tsx';
import { CategoryChooser } from '../categories/category-chooser.tsx';
import { JurisdictionFields } from './jurisdiction-fields.tsx';
import { ChooseSome, ListField } from './list-fields.tsx';
import { LEGAL_BASES, modelsFor, PROCESSING_KINDS, withBasis } from './purpose-draft.ts';
import type { EditDraft, FaultOf } from './purpose-editor.tsx';
import styles from './purposes.module.css';
import type { Ground, PurposeBody } from './purposes-query.ts';

export function MeaningFields({
  draft,
  edit,
  faultOf,
}: {
  draft: PurposeBody;
  edit: EditDraft;
  faultOf: FaultOf;
}) {
  const { t } = useTranslation();
  return (
    <section className={styles.group}>
      <h3 className={styles.groupTitle}>{t('purposes.meaning.title')}</h3>
      <div className={styles.pair}>
        <GroundFields ground={draft} onGround={edit} />
      </div>
      <JurisdictionFields draft={draft} edit={edit} fault={faultOf('jurisdictions')} />
      <CategoryChooser
        label={t('purposes.field.data_categories')}
        help={t('purposes.help.data_categories')}
        fault={faultOf('data_categories')}
        chosen={draft.data_categories}
        onChosen={(data_categories) => edit({ data_categories })}
      />
      <ChooseSome
        label={t('purposes.field.processing_kinds')}
        fault={faultOf('processing_kinds')}
        options={PROCESSING_KINDS.map((kind) => ({ value: kind, label: t(`purposes.kind.${kind}`) }))}
        chosen={draft.processing_kinds}
        onChosen={(processing_kinds) => edit({ processing_kinds })}
      />
      <ListField
        label={t('purposes.field.recipients')}
        help={t('purposes.help.recipients')}
        list={draft.recipients}
        onList={(recipients) => edit({ recipients })}
      />
      <Switch
        label={t('purposes.field.special_categories')}
        help={t('purposes.help.special_categories')}
        checked={draft.special_categories}
        onCheck={(special_categories) => edit({ special_categories })}
      />
      <Switch
        label={t('purposes.field.covers_past_data')}
        help={t('purposes.help.covers_past_data')}
        checked={draft.covers_past_data}
        onCheck={(covers_past_data) => edit({ covers_past_data })}
      />
    </section>
  );
}

/** A legal basis, and what silence may mean on it. */
export function GroundFields({ ground, onGround }: { ground: Ground; onGround: (ground: Ground) => void }) {
  const { t } = useTranslation();
  const { legal_basis, consent_model } = ground;
  return (
    <>
      <SelectField
        label={t('purposes.field.legal_basis')}
        value={legal_basis}
        options={LEGAL_BASES.map((basis) => ({ value: basis, label: t(`purposes.basisShort.${basis}`) }))}
        onChange={(event) => onGround(withBasis({ legal_basis, consent_model }, event.currentTarget.value))}
      />
      <SelectField
        label={t('purposes.field.consent_model')}
        value={consent_model}
        options={modelsFor(legal_basis).map((model) => ({
          value: model,
          label: t(`purposes.model.${model}`),
        }))}
        onChange={(event) => onGround({ legal_basis, consent_model: event.currentTarget.value })}
      />
    </>
  );
}
