// A text, a number, or yes and no; and lists of them.
import { IconPlus, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from '../../../language/index.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/field.tsx';
import styles from './builder.module.css';
import { toNumber } from './numbers.ts';
import { NumberInput, Pick, TextInput } from './plain-fields.tsx';

const TYPES = ['text', 'number', 'boolean'] as const;
type Type = (typeof TYPES)[number];
const FIRST = { text: '', number: 1, boolean: true };

const typeOf = (value: unknown): Type =>
  typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text';

export function ScalarField({ value, onValue }: { value: unknown; onValue: (value: unknown) => void }) {
  const { t } = useTranslation();
  // A number on the way is a text for a moment; the field for numbers stays until another type is picked.
  const [picked, setPicked] = useState<Type>(typeOf(value));
  const type = typeof value === 'string' && picked === 'number' ? picked : typeOf(value);
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
          setPicked(next);
          const number = Number(value);
          onValue(next === 'number' && value !== '' && !Number.isNaN(number) ? number : FIRST[next]);
        }}
      />
    </>
  );
}

/** Each value a chip; Enter adds what was typed, as a number where it is one and numbers are wanted. */
export function ScalarsField({
  values,
  onValues,
}: {
  values: unknown[];
  onValues: (values: unknown[]) => void;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [type, setType] = useState<Type>(typeOf(values[0]));
  const add = (value: unknown) => {
    if (!values.includes(value)) onValues([...values, value]);
  };
  const addTyped = () => {
    const text = typed.trim();
    const value = type === 'number' ? toNumber(text) : text;
    if (text === '' || (type === 'number' && typeof value === 'string')) return;
    add(value);
    setTyped('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    addTyped();
  };
  return (
    <div className={styles.chips}>
      {values.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a definition may name one value twice, and chips remember nothing.
        <span key={index} className={styles.chip}>
          <ValueName value={value} />
          <IconButton
            label={t('builder.removeValue', { value: String(value) })}
            onClick={() => onValues(values.filter((_, place) => place !== index))}
          >
            <IconX />
          </IconButton>
        </span>
      ))}
      {type === 'boolean' ? (
        (['yes', 'no'] as const).map((one) => (
          <Button key={one} small icon={<IconPlus aria-hidden="true" />} onClick={() => add(one === 'yes')}>
            {t(`ui.${one}`)}
          </Button>
        ))
      ) : (
        <div className={styles.text}>
          <TextField
            label={t('builder.addValue')}
            labelHidden
            placeholder={t('builder.addValue')}
            inputMode={type === 'number' ? 'decimal' : undefined}
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onBlur={addTyped}
          />
        </div>
      )}
      <Pick
        label={t('builder.type')}
        value={type}
        options={TYPES.map((one) => ({ value: one, label: t(`builder.types.${one}`) }))}
        onValue={setType}
      />
    </div>
  );
}

/** A text that reads like a number, or like nothing, stands in quotes. */
function ValueName({ value }: { value: unknown }) {
  const { t } = useTranslation();
  if (typeof value === 'boolean') return t(value ? 'ui.yes' : 'ui.no');
  if (typeof value !== 'string') return String(value);
  const isPlain = value.trim() === value && value !== '' && toNumber(value) === value;
  return isPlain ? value : JSON.stringify(value);
}
