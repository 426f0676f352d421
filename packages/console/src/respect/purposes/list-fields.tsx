// Fields for several values: ticked out of a few, or written with commas between.
import { useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Checkbox, TextField } from '../../ui/field.tsx';
import { toList } from './purpose-draft.ts';
import styles from './purposes.module.css';

export function ChooseSome({
  label,
  help,
  fault,
  options,
  chosen,
  onChosen,
}: {
  label: string;
  help?: string;
  fault?: string;
  options: { value: string; label: string }[];
  chosen: readonly string[];
  onChosen: (chosen: string[]) => void;
}) {
  return (
    <fieldset className={styles.list}>
      <legend className={styles.legend}>{label}</legend>
      {help && <p className={styles.help}>{help}</p>}
      <div className={styles.ticks}>
        {options.map((option) => (
          <Checkbox
            key={option.value}
            label={option.label}
            checked={chosen.includes(option.value)}
            onCheck={(on) =>
              onChosen(on ? [...chosen, option.value] : chosen.filter((one) => one !== option.value))
            }
          />
        ))}
      </div>
      {fault && <p className={styles.fault}>{fault}</p>}
    </fieldset>
  );
}

export function ListField({
  label,
  help,
  fault,
  list,
  onList,
  normal = same,
}: {
  label: string;
  help?: string;
  fault?: string;
  list: readonly string[];
  onList: (list: string[]) => void;
  /** What comes back as `list` of a text that was typed. */
  normal?: (one: string) => string;
}) {
  const { t } = useTranslation();
  const told = list.join(', ');
  const [text, setText] = useState(told);
  const [seen, setSeen] = useState(told);
  if (seen !== told) {
    // Changed from elsewhere: carried over to a newer version.
    setSeen(told);
    setText(told);
  }
  return (
    <TextField
      label={label}
      help={help ?? t('purposes.help.list')}
      fault={fault}
      spellCheck={false}
      value={text}
      onChange={(event) => {
        const next = toList(event.currentTarget.value);
        setText(event.currentTarget.value);
        setSeen(next.map(normal).join(', '));
        onList(next);
      }}
    />
  );
}

const same = (one: string): string => one;
