// Small fields of the builder: a choice, a number, a text, a length of time. What is typed stays, right or not: faults are said below.
import { useState } from 'react';
import { useTranslation } from '../../../language/index.ts';
import { SelectField, TextArea, TextField } from '../../../ui/field.tsx';
import styles from './builder.module.css';
import { toNumber } from './numbers.ts';
import { readSpan, type SpanUnit, spanUnits, writeSpan } from './spans.ts';

export function Pick<T extends string>({
  label,
  value,
  options,
  onValue,
}: {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onValue: (value: T) => void;
}) {
  return (
    <div className={styles.pick}>
      <SelectField
        label={label}
        labelHidden
        value={value}
        options={[...options]}
        onChange={(event) => {
          const chosen = options.find((one) => one.value === event.currentTarget.value);
          if (chosen) onValue(chosen.value);
        }}
      />
    </div>
  );
}

/** A number where one was typed; as it was typed, for as long as that is the number. */
export function NumberInput({
  label,
  value,
  onValue,
}: {
  label: string;
  value: unknown;
  onValue: (value: number | string) => void;
}) {
  const [typed, setTyped] = useState('');
  const told = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  return (
    <div className={styles.number}>
      <TextField
        label={label}
        labelHidden
        inputMode="decimal"
        autoComplete="off"
        value={toNumber(typed) === value ? typed : told}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          onValue(toNumber(event.currentTarget.value));
        }}
      />
    </div>
  );
}

export function TextInput({
  label,
  value,
  onValue,
}: {
  label: string;
  value: unknown;
  onValue: (value: string) => void;
}) {
  const text = typeof value === 'string' ? value : '';
  const shared = {
    label,
    labelHidden: true,
    placeholder: label,
    autoComplete: 'off',
    spellCheck: false,
    value: text,
  };
  return (
    <div className={styles.text}>
      {/[\r\n]/.test(text) ? (
        // A field of one line would leave the others out.
        <TextArea {...shared} rows={2} onChange={(event) => onValue(event.currentTarget.value)} />
      ) : (
        <TextField {...shared} onChange={(event) => onValue(event.currentTarget.value)} />
      )}
    </div>
  );
}

/** A number and a unit; a length of several units as it is written. */
export function SpanField({
  label,
  value,
  onValue,
}: {
  label: string;
  value: unknown;
  onValue: (span: string) => void;
}) {
  const { t } = useTranslation();
  const span = readSpan(value);
  if (span === undefined && String(value) !== '' && !/^P(?:T?[DWHMS])$/.test(String(value)))
    return <TextInput label={label} value={value} onValue={onValue} />;
  const unit: SpanUnit = span?.unit ?? spanUnits.find((one) => String(value).endsWith(one)) ?? 'D';
  const write = (typed: string, of: SpanUnit) => {
    const digits = typed.replace(/\D/g, '');
    onValue(
      digits === '' ? (of === 'D' || of === 'W' ? `P${of}` : `PT${of}`) : writeSpan(Number(digits), of),
    );
  };
  return (
    <div className={styles.span}>
      <div className={styles.number}>
        <TextField
          label={label}
          labelHidden
          inputMode="numeric"
          autoComplete="off"
          value={span === undefined ? '' : String(span.n)}
          onChange={(event) => write(event.currentTarget.value, unit)}
        />
      </div>
      <Pick
        label={t('builder.unit')}
        value={unit}
        options={spanUnits.map((one) => ({ value: one, label: t(`builder.units.${one}`) }))}
        onValue={(of) => write(String(span?.n ?? ''), of)}
      />
    </div>
  );
}
