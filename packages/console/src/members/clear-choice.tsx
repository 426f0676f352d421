// What a role sees in clear of data that is shown masked: up to how delicate, and which categories beside that.
import { useTranslation } from '../language/index.ts';
import { useCategories } from '../respect/categories/categories-query.ts';
import { useCategoryName } from '../respect/categories/category-words.ts';
import { Checkbox, SelectField } from '../ui/field.tsx';
import styles from './members.module.css';
import type { RoleInput } from './members-query.ts';
import { CLEAR_UP_TO } from './role-words.ts';

export function ClearChoice({
  clear: { sensitivity, categories },
  onClear,
}: {
  clear: RoleInput['unmasked'];
  onClear: (clear: RoleInput['unmasked']) => void;
}) {
  const { t } = useTranslation();
  const categoryOf = useCategoryName();
  const all = useCategories().data?.items ?? [];
  const hidden = all.filter((one) => one.masked && one.sensitivity > sensitivity);
  return (
    <>
      <SelectField
        label={t('members.clear')}
        value={String(sensitivity)}
        options={CLEAR_UP_TO.map((one, level) => ({
          value: String(level),
          label: t(`members.sensitivity.${one}`),
        }))}
        onChange={(event) => onClear({ sensitivity: Number(event.currentTarget.value), categories })}
      />
      {hidden.length > 0 && (
        <details className={styles.beside} open={categories.length > 0}>
          <summary>{t('members.beside', { count: categories.length })}</summary>
          <div className={styles.grid}>
            {hidden.map(({ key }) => (
              <Checkbox
                key={key}
                label={categoryOf(key)}
                checked={categories.includes(key)}
                onCheck={(on) =>
                  onClear({
                    sensitivity,
                    categories: on ? [...categories, key] : categories.filter((one) => one !== key),
                  })
                }
              />
            ))}
          </div>
        </details>
      )}
    </>
  );
}
