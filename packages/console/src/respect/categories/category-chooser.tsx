// Chooses categories of data out of their tree, several or one: searched by name, key or meaning.
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { classNames } from '../../ui/class-names.ts';
import { Checkbox, SearchField } from '../../ui/field.tsx';
import { Bone, Loading } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { choose, depthOf, isCovered } from './categories.ts';
import { type Category, useCategories } from './categories-query.ts';
import styles from './category-chooser.module.css';
import { useCategoryName } from './category-words.ts';

/** Several; one covers what lies below it. */
export function CategoryChooser({
  label,
  help,
  fault,
  chosen,
  onChosen,
}: {
  label: string;
  help?: string;
  fault?: string;
  chosen: readonly string[];
  onChosen: (chosen: string[]) => void;
}) {
  const { t } = useTranslation();
  const nameOf = useCategoryName();
  return (
    <fieldset className={styles.chooser}>
      <legend className={styles.legend}>{label}</legend>
      {help && <p className={styles.help}>{help}</p>}
      <p className={styles.chosen} role="status">
        {chosen.length > 0 ? chosen.map(nameOf).join(', ') : t('labels.noneChosen')}
      </p>
      <CategoryTree
        row={(category) => {
          const covered = isCovered(chosen, category.key);
          return (
            <Checkbox
              checked={covered || chosen.includes(category.key)}
              disabled={covered}
              onCheck={(on) => onChosen(choose(chosen, category.key, on))}
              label={<CategoryLine category={category} quiet={covered} />}
            />
          );
        }}
      />
      {fault && <p className={styles.fault}>{fault}</p>}
    </fieldset>
  );
}

/** One, or none: nothing personal. */
export function CategoryChoice({
  label,
  value,
  onValue,
}: {
  label: string;
  /** Undefined: not chosen yet. Null: nothing personal. */
  value: string | null | undefined;
  onValue: (key: string | null) => void;
}) {
  const { t } = useTranslation();
  const name = useId();
  const box = useRef<HTMLFieldSetElement>(null);
  const { isSuccess } = useCategories();
  useEffect(() => {
    // What is chosen already is in sight, once there is a tree.
    if (isSuccess)
      box.current?.querySelector(':checked')?.closest('label')?.scrollIntoView({ block: 'nearest' });
  }, [isSuccess]);
  const radio = (key: string | null, line: ReactNode) => (
    <label className={styles.radio}>
      <input type="radio" name={name} checked={value === key} onChange={() => onValue(key)} />
      <span>{line}</span>
    </label>
  );
  return (
    <fieldset className={styles.chooser} ref={box}>
      <legend className={styles.legend}>{label}</legend>
      {radio(null, t('labels.nothingPersonal'))}
      <CategoryTree row={(category) => radio(category.key, <CategoryLine category={category} />)} />
    </fieldset>
  );
}

/** The tree, cut to what is searched for. */
function CategoryTree({ row }: { row: (category: Category) => ReactNode }) {
  const { t } = useTranslation();
  const nameOf = useCategoryName();
  const categories = useCategories();
  const [searched, setSearched] = useState('');
  if (categories.isPending)
    return (
      <Loading>
        <Bone height={160} />
      </Loading>
    );
  if (categories.isError && !categories.data)
    return <ErrorState error={categories.error} onRetry={() => void categories.refetch()} />;
  const wished = searched.trim().toLowerCase();
  const shown = categories.data.items.filter(({ key, name, description }) =>
    `${key} ${nameOf(key)} ${name} ${description}`.toLowerCase().includes(wished),
  );
  return (
    <>
      <SearchField
        label={t('labels.searchCategories')}
        value={searched}
        onValue={setSearched}
        // A form around it is not meant.
        onKeyDownCapture={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      <div className={styles.list}>
        {shown.map((category) => (
          <div
            key={category.key}
            style={{ paddingInlineStart: wished === '' ? depthOf(category.key) * 20 : 0 }}
          >
            {row(category)}
          </div>
        ))}
        {shown.length === 0 && <p className={styles.help}>{t('labels.noCategory', { q: searched })}</p>}
      </div>
    </>
  );
}

function CategoryLine({ category, quiet }: { category: Category; quiet?: boolean }) {
  const { t } = useTranslation();
  const nameOf = useCategoryName();
  return (
    <span className={classNames(quiet && styles.quiet)} title={category.key}>
      {nameOf(category.key)}
      {category.gdpr_special && <span className={styles.special}>{t('labels.special')}</span>}
    </span>
  );
}
