// What browsers and consent banners say that speaks of a purpose.
import { useTranslation } from '../../language/index.ts';
import { Switch } from '../../ui/field.tsx';
import { ChooseSome, ListField } from './list-fields.tsx';
import { GPP_OPT_OUTS } from './purpose-draft.ts';
import type { EditDraft, FaultOf } from './purpose-editor.tsx';
import styles from './purposes.module.css';
import type { PurposeBody } from './purposes-query.ts';

export function SignalFields({
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
    <>
      <Switch
        label={t('purposes.gpc.deny')}
        help={t('purposes.help.gpc_effect')}
        checked={draft.gpc_effect === 'deny'}
        onCheck={(denies) => edit({ gpc_effect: denies ? 'deny' : 'none' })}
      />
      <ChooseSome
        label={t('purposes.field.gpp_opt_outs')}
        options={GPP_OPT_OUTS.map((each) => ({ value: each, label: t(`purposes.gpp.${each}`) }))}
        chosen={draft.gpp_opt_outs}
        onChosen={(gpp_opt_outs) => edit({ gpp_opt_outs })}
      />
      <div className={styles.pair}>
        <ListField
          label={t('purposes.field.tcf_purposes')}
          help={t('purposes.help.tcf_purposes')}
          fault={faultOf('tcf_purposes')}
          list={draft.tcf_purposes.map(toText)}
          onList={(list) => edit({ tcf_purposes: list.map(Number) })}
          normal={(one) => toText(Number(one))}
        />
        <ListField
          label={t('purposes.field.gcm_signals')}
          help={t('purposes.help.gcm_signals')}
          list={draft.gcm_signals}
          onList={(gcm_signals) => edit({ gcm_signals })}
        />
      </div>
      <ListField
        label={t('purposes.field.banner_categories')}
        help={t('purposes.help.banner_categories')}
        list={draft.banner_categories}
        onList={(banner_categories) => edit({ banner_categories })}
      />
    </>
  );
}

/** What is no number stays in the field as it was typed, and is said to be wrong. */
const toText = (value: number): string => (Number.isNaN(value) ? '?' : String(value));
