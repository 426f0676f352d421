// A part of a definition as JSON text: what the builder cannot show, and whatever somebody would rather write.
import { useState } from 'react';
import { useTranslation } from '../../../language/index.ts';
import { TextArea } from '../../../ui/field.tsx';
import styles from './builder.module.css';

/** Tells of each change that is JSON; what is not stays in the field, with what is wrong. */
export function JsonField({
  label,
  value,
  rows,
  onValue,
}: {
  label: string;
  value: unknown;
  rows?: number;
  onValue: (value: unknown) => void;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<{ text: string; of: unknown }>();
  // What was typed counts until the value becomes another from outside.
  const text = typed !== undefined && typed.of === value ? typed.text : JSON.stringify(value, null, 2);
  const isWrong = parse(text) === undefined;
  const change = (next: string) => {
    const parsed = parse(next);
    setTyped({ text: next, of: parsed ? parsed.value : value });
    if (parsed) onValue(parsed.value);
  };
  return (
    <div className={styles.json}>
      <TextArea
        label={label}
        rows={rows ?? Math.min(24, text.split('\n').length + 1)}
        spellCheck={false}
        value={text}
        fault={isWrong ? t('builder.notJson') : undefined}
        onChange={(event) => change(event.currentTarget.value)}
      />
    </div>
  );
}

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
