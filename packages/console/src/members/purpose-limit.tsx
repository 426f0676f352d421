// For which purposes a role may look at people's data: all, or only these.
import { useTranslation } from '../language/index.ts';
import { useNameOfPurpose } from '../respect/purposes/name-of-purpose.ts';
import { usePurposes } from '../respect/purposes/purposes-query.ts';
import { Checkbox, Choice } from '../ui/field.tsx';
import styles from './members.module.css';

export function PurposeLimit({
  chosen,
  onChosen,
}: {
  /** Null: all. */
  chosen: readonly string[] | null;
  onChosen: (chosen: string[] | null) => void;
}) {
  const { t } = useTranslation();
  const purposes = usePurposes().data?.items ?? [];
  const nameOf = useNameOfPurpose();
  // A group such as `marketing.*`, or a purpose that was retired, stays until it is taken away.
  const offered = [...new Set([...purposes.map(({ slug }) => slug), ...(chosen ?? [])])];
  return (
    <fieldset className={styles.choices}>
      <legend>{t('members.purposes')}</legend>
      <Choice
        label={t('members.purposes')}
        value={chosen === null ? 'all' : 'some'}
        options={[
          { value: 'all', label: t('members.allPurposes') },
          { value: 'some', label: t('members.onlyThese') },
        ]}
        onValue={(value) => onChosen(value === 'all' ? null : [])}
      />
      {chosen !== null && (
        <div className={styles.grid}>
          {offered.map((slug) => (
            <Checkbox
              key={slug}
              label={nameOf(slug)}
              checked={chosen.includes(slug)}
              onCheck={(on) => onChosen(on ? [...chosen, slug] : chosen.filter((one) => one !== slug))}
            />
          ))}
        </div>
      )}
    </fieldset>
  );
}
