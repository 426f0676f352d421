// Several of what there is, as chips that can be taken away, and one more from a list.
import { IconX } from '@tabler/icons-react';
import { useTranslation } from '../../../language/index.ts';
import { SelectField } from '../../../ui/field.tsx';
import builder from '../../definitions/builder/builder.module.css';
import styles from './designer.module.css';

export type Known = { value: string; label: string };

export function ChipsField({
  label,
  add,
  values,
  known,
  onValues,
}: {
  label: string;
  /** The first line of the list: "Add a field". */
  add: string;
  values: readonly string[];
  known: readonly Known[];
  onValues: (values: string[]) => void;
}) {
  const { t } = useTranslation();
  const left = known.filter(({ value }) => !values.includes(value));
  const labelOf = (value: string) => known.find((one) => one.value === value)?.label ?? value;
  return (
    <fieldset className={styles.chips}>
      <legend>{label}</legend>
      {values.map((value) => (
        <span key={value} className={builder.chip}>
          {labelOf(value)}
          <button
            type="button"
            className={styles.remove}
            aria-label={t('viewDesigner.remove', { what: labelOf(value) })}
            onClick={() => onValues(values.filter((one) => one !== value))}
          >
            <IconX aria-hidden="true" />
          </button>
        </span>
      ))}
      {left.length > 0 && (
        <div className={builder.pick}>
          <SelectField
            label={add}
            labelHidden
            value=""
            options={[{ value: '', label: add }, ...left]}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              if (chosen !== '') onValues([...values, chosen]);
            }}
          />
        </div>
      )}
    </fieldset>
  );
}
