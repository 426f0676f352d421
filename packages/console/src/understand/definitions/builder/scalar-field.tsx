// A text, a number, or yes and no; and lists of them.
import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from '../../../language/index.ts';
import { IconButton } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/field.tsx';
import styles from './builder.module.css';
import { NumberInput, Pick, TextInput } from './plain-fields.tsx';

const TYPES = ['text', 'number', 'boolean'] as const;
type Type = (typeof TYPES)[number];
const FIRST = { text: '', number: 1, boolean: true };

export function ScalarField({ value, onValue }: { value: unknown; onValue: (value: unknown) => void }) {
  const { t } = useTranslation();
  // A number on the way is a text for a moment; the field for numbers stays until another type is picked.
  const [type, setType] = useState<Type>(
    typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text',
  );
  return (
    <>
      {type === 'number' ? (
        <NumberInput label={t('builder.value')} value={value} onValue={onValue} />
      ) : type === 'boolean' ? (
        <Pick
          label={t('builder.value')}
          value={value === false ? 'no' : 'yes'}
          options={(['yes', 'no'] as const).map((one) => ({ value: one, label: t(`ui.${one}`) }))}
          onValue={(one) => onValue(one === 'yes')}
        />
      ) : (
        <TextInput label={t('builder.value')} value={value} onValue={onValue} />
      )}
      <Pick
        label={t('builder.type')}
        value={type}
        options={TYPES.map((one) => ({ value: one, label: t(`builder.types.${one}`) }))}
        onValue={(next) => {
          setType(next);
          const number = Number(value);
          onValue(next === 'number' && value !== '' && !Number.isNaN(number) ? number : FIRST[next]);
        }}
      />
    </>
  );
}

/** Each value a chip; Enter adds what was typed. */
export function ScalarsField({
  values,
  onValues,
}: {
  values: unknown[];
  onValues: (values: unknown[]) => void;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const isNumeric = values.length > 0 && values.every((value) => typeof value === 'number');
  const add = () => {
    const text = typed.trim();
    if (text === '') return;
    const value = isNumeric && !Number.isNaN(Number(text)) ? Number(text) : text;
    if (!values.includes(value)) onValues([...values, value]);
    setTyped('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    add();
  };
  return (
    <div className={styles.chips}>
      {values.map((value) => (
        <span key={JSON.stringify(value)} className={styles.chip}>
          {String(value)}
          <IconButton
            label={t('builder.removeValue', { value: String(value) })}
            onClick={() => onValues(values.filter((one) => one !== value))}
          >
            <IconX />
          </IconButton>
        </span>
      ))}
      <div className={styles.text}>
        <TextField
          label={t('builder.addValue')}
          labelHidden
          placeholder={t('builder.addValue')}
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={add}
        />
      </div>
    </div>
  );
}
