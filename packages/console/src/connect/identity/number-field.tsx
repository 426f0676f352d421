// A whole number within bounds, told while it is typed; what is not one is explained and not taken over.
import { type ReactNode, useState } from 'react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { TextField } from '../../ui/field.tsx';

export function NumberField({
  label,
  help,
  fault,
  value,
  bounds: { min, max },
  onValue,
}: {
  label: string;
  help?: ReactNode;
  /** What the server says about it. */
  fault?: string;
  value: number;
  bounds: { min: number; max: number };
  onValue: (value: number) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const [text, setText] = useState(String(value));
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    // Changed from elsewhere: discarded, or carried over to other rules.
    setSeen(value);
    if (toNumber(text) !== value) setText(String(value));
  }
  const typed = toNumber(text);
  const valid = typed >= min && typed <= max;
  return (
    <TextField
      label={label}
      help={help}
      fault={valid ? fault : t('identity.numberFault', { min: format.number(min), max: format.number(max) })}
      inputMode="numeric"
      value={text}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setText(next);
        const number = toNumber(next);
        if (number >= min && number <= max) onValue(number);
      }}
    />
  );
}

/** NaN for everything but digits: `1e3` and `0x10` are no numbers to a reader. */
const toNumber = (text: string): number => (/^\d+$/.test(text.trim()) ? Number(text) : Number.NaN);
