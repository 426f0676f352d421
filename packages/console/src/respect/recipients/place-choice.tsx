// Countries where data may stay: chips that can be taken away, and a field that adds another.
import { IconX } from '@tabler/icons-react';
import { useTranslation } from '../../language/index.ts';
import { IconButton } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { useCountries } from './countries.ts';
import { usePlaceWords } from './place-words.ts';
import styles from './recipients.module.css';

export function PlaceChoice({
  chosen,
  onChosen,
}: {
  chosen: readonly string[];
  onChosen: (chosen: string[]) => void;
}) {
  const { t } = useTranslation();
  const { country } = usePlaceWords();
  const offered = [{ value: 'EU', label: t('recipients.union') }, ...useCountries()].filter(
    ({ value }) => !chosen.includes(value),
  );
  return (
    <div className={styles.places}>
      <SelectField
        label={t('recipients.staysIn')}
        value=""
        options={[{ value: '', label: t('recipients.addPlace') }, ...offered]}
        onChange={(event) => {
          if (event.currentTarget.value !== '') onChosen([...chosen, event.currentTarget.value]);
        }}
      />
      {chosen.length > 0 && (
        <ul className={styles.chips}>
          {chosen.map((code) => (
            <li key={code} className={styles.chip}>
              {country(code)}
              <IconButton
                label={t('recipients.removePlace', { place: country(code) })}
                onClick={() => onChosen(chosen.filter((one) => one !== code))}
              >
                <IconX />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
