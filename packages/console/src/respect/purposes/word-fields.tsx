// The words of a purpose: the slug that everything names it by, its name and what it is for.
import { useTranslation } from '../../language/index.ts';
import { TextArea, TextField } from '../../ui/field.tsx';
import type { EditDraft, FaultOf } from './purpose-editor.tsx';
import styles from './purposes.module.css';
import type { PurposeBody } from './purposes-query.ts';

const SLUG_MAX = 64;
export const NAME_MAX = 120;
export const DESCRIPTION_MAX = 2000;

export function WordFields({
  draft,
  edit,
  faultOf,
  slug,
  onSlug,
}: {
  draft: PurposeBody;
  edit: EditDraft;
  faultOf: FaultOf;
  /** Absent where it has one, which stays. */
  slug: string | undefined;
  onSlug: (slug: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className={styles.group}>
      <TextField
        label={t('purposes.field.name')}
        value={draft.name}
        maxLength={NAME_MAX}
        fault={faultOf('name')}
        onChange={(event) => edit({ name: event.currentTarget.value })}
      />
      {slug !== undefined && (
        <TextField
          label={t('purposes.field.slug')}
          help={t('purposes.help.slug')}
          value={slug}
          maxLength={SLUG_MAX}
          spellCheck={false}
          fault={faultOf('slug')}
          onChange={(event) => onSlug(event.currentTarget.value)}
        />
      )}
      <TextArea
        label={t('purposes.field.description')}
        help={t('purposes.help.description')}
        value={draft.description}
        maxLength={DESCRIPTION_MAX}
        rows={3}
        fault={faultOf('description')}
        onChange={(event) => edit({ description: event.currentTarget.value })}
      />
    </div>
  );
}
