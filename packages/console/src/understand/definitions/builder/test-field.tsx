// A test of a value: which form, and what is given in it.
import { useTranslation } from '../../../language/index.ts';
import { Checkbox } from '../../../ui/field.tsx';
import styles from './builder.module.css';
import {
  canFold,
  changeForm,
  type Filled,
  type FormName,
  formNames,
  inputOf,
  readForm,
  writeForm,
} from './forms-of-tests.ts';
import { NumberInput, Pick, SpanField, TextInput } from './plain-fields.tsx';
import { ScalarField, ScalarsField } from './scalar-field.tsx';
import { withZone, ZoneField } from './zone-field.tsx';

export function TestField({
  test,
  forms = formNames,
  onTest,
}: {
  test: object;
  forms?: readonly FormName[];
  onTest: (test: object) => void;
}) {
  const { t } = useTranslation();
  const filled = readForm(test);
  if (filled === undefined) return <code className={styles.kept}>{JSON.stringify(test)}</code>;
  const offered = forms.includes(filled.form) ? forms : [filled.form, ...forms];
  const set = (next: Filled) => onTest(writeForm(next));
  return (
    <>
      <Pick
        label={t('builder.test')}
        value={filled.form}
        options={offered.map((form) => ({ value: form, label: t(`builder.form.${form}`) }))}
        onValue={(form) => set(changeForm(filled, form))}
      />
      <Given filled={filled} onValue={(value) => set({ ...filled, value })} />
      {canFold(filled.form) && typeof filled.value === 'string' && (
        <Checkbox
          label={t('builder.folds')}
          checked={filled.folds}
          onCheck={(folds) => set({ ...filled, folds })}
        />
      )}
    </>
  );
}

function Given({ filled: { form, value }, onValue }: { filled: Filled; onValue: (value: unknown) => void }) {
  const { t } = useTranslation();
  const label = t('builder.value');
  switch (inputOf(form)) {
    case 'none':
      return null;
    case 'scalar':
      return <ScalarField value={value} onValue={onValue} />;
    case 'scalars':
      return <ScalarsField values={Array.isArray(value) ? value : []} onValues={onValue} />;
    case 'number':
      return <NumberInput label={label} value={value} onValue={onValue} />;
    case 'numbers':
      return <Pair value={value} onValue={onValue} />;
    case 'duration':
      return <SpanField label={label} value={value} onValue={onValue} />;
    case 'days': {
      const days = value as { in_days?: unknown; zone?: unknown };
      return (
        <>
          <Pair value={days.in_days} days onValue={(in_days) => onValue({ ...days, in_days })} />
          <ZoneField zone={days.zone} onZone={(zone) => onValue(withZone(days, zone))} />
        </>
      );
    }
    case 'test':
      return <TestField test={value as object} onTest={onValue} />;
    case 'date':
      return <DateInput value={value} onValue={onValue} />;
    default:
      return <TextInput label={label} value={value} onValue={onValue} />;
  }
}

/** A day, or whatever moment the definition has. */
function DateInput({ value, onValue }: { value: unknown; onValue: (value: string) => void }) {
  const { t } = useTranslation();
  return <TextInput label={t('builder.date')} value={value} onValue={onValue} />;
}

function Pair({
  value,
  days,
  onValue,
}: {
  value: unknown;
  days?: boolean;
  onValue: (value: unknown[]) => void;
}) {
  const { t } = useTranslation();
  const [from, to] = Array.isArray(value) ? value : [];
  return (
    <div className={styles.span}>
      <NumberInput label={t('builder.from')} value={from} onValue={(next) => onValue([next, to])} />
      <span>{t('builder.to')}</span>
      <NumberInput label={t('builder.to')} value={to} onValue={(next) => onValue([from, next])} />
      {days && <span>{t('builder.daysAhead')}</span>}
    </div>
  );
}
