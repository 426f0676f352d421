// A name of an event, property or attribute, with those that were seen as suggestions while typing.
import { useId } from 'react';
import { TextField } from '../../../ui/field.tsx';
import styles from './builder.module.css';
import { type Offered, useOffers } from './offers.ts';

export function NameField({
  label,
  value,
  offered,
  onValue,
}: {
  label: string;
  value: unknown;
  offered: Offered;
  onValue: (name: string) => void;
}) {
  const list = useId();
  const text = typeof value === 'string' ? value : '';
  const offers = useOffers(offered, text);
  return (
    <div className={styles.name}>
      <TextField
        label={label}
        labelHidden
        placeholder={label}
        value={text}
        maxLength={500}
        list={list}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onValue(event.currentTarget.value)}
      />
      <datalist id={list}>
        {offers.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </div>
  );
}
