// How long data is kept for a purpose: a number and a unit; what has several units is edited as it is written.
import { useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import styles from './purposes.module.css';
import { SPAN_UNITS, type SpanUnit, toSpan } from './span.ts';

export function RetentionField({
  retention,
  fault,
  onRetention,
}: {
  retention: string | null;
  fault: string | undefined;
  onRetention: (retention: string | null) => void;
}) {
  const { t } = useTranslation();
  const span = retention === null ? undefined : toSpan(retention);
  const [unit, setUnit] = useState<SpanUnit>(span?.unit ?? 'M');
  const label = t('purposes.field.retention');
  const help = t('purposes.help.retention');
  // `P12` is what a number and no unit make: never valid, so only what came so from the server is written in full.
  if (retention !== null && !span && /[DWMY].*[DWMY]|T/.test(retention))
    return (
      <TextField
        label={label}
        help={help}
        fault={fault}
        value={retention}
        onChange={(event) => onRetention(event.currentTarget.value || null)}
      />
    );
  const write = (amount: string, of: SpanUnit) =>
    onRetention(amount.trim() === '' ? null : `P${amount}${of}`);
  const amount = retention === null ? '' : retention.slice(1, -1);
  return (
    <div className={styles.pair}>
      <TextField
        label={label}
        help={help}
        fault={fault}
        inputMode="numeric"
        value={amount}
        maxLength={4}
        onChange={(event) => write(event.currentTarget.value, unit)}
      />
      <SelectField
        label={t('purposes.spanUnit.label')}
        value={unit}
        options={SPAN_UNITS.map((each) => ({ value: each, label: t(`purposes.spanUnit.${each}`) }))}
        onChange={(event) => {
          const chosen = SPAN_UNITS.find((each) => each === event.currentTarget.value) ?? unit;
          setUnit(chosen);
          write(amount, chosen);
        }}
      />
    </div>
  );
}
