// At which times of day and on which weekdays events count, as clocks say it in a zone.
import { IconX } from '@tabler/icons-react';
import { useFormat } from '../../../language/format.ts';
import { useTranslation } from '../../../language/index.ts';
import { IconButton } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/field.tsx';
import styles from './builder.module.css';
import type { Draft } from './kinds.ts';
import { withZone, ZoneField } from './zone-field.tsx';

/** Monday is 1. */
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

export function LocalField({
  local,
  onLocal,
}: {
  local: Draft;
  /** `undefined` where it is taken away. */
  onLocal: (local: Draft | undefined) => void;
}) {
  const { t } = useTranslation();
  const set = (key: 'from' | 'until', value: string) => {
    const { [key]: _, ...rest } = local;
    onLocal(value === '' ? rest : { ...rest, [key]: value });
  };
  return (
    <div className={styles.line}>
      <span className={styles.joint}>{t('builder.atTimes')}</span>
      <Weekdays local={local} onLocal={onLocal} />
      <TimeInput label={t('builder.fromTime')} value={local.from} onValue={(time) => set('from', time)} />
      <TimeInput label={t('builder.untilTime')} value={local.until} onValue={(time) => set('until', time)} />
      <ZoneField zone={local.zone} mayBePersons={false} onZone={(zone) => onLocal(withZone(local, zone))} />
      <IconButton label={t('builder.removeTimes')} onClick={() => onLocal(undefined)}>
        <IconX />
      </IconButton>
    </div>
  );
}

/** As 24 hours, whatever the reader's clock: it is how definitions write it. */
function TimeInput({
  label,
  value,
  onValue,
}: {
  label: string;
  value: unknown;
  onValue: (time: string) => void;
}) {
  return (
    <div className={styles.span}>
      <span className={styles.joint}>{label}</span>
      <div className={styles.number}>
        <TextField
          label={label}
          labelHidden
          placeholder="00:00"
          value={typeof value === 'string' ? value : ''}
          autoComplete="off"
          onChange={(event) => onValue(event.currentTarget.value)}
        />
      </div>
    </div>
  );
}

/** None chosen means all seven. */
function Weekdays({ local, onLocal }: { local: Draft; onLocal: (local: Draft) => void }) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const { weekdays, ...rest } = local;
  const chosen = Array.isArray(weekdays) ? (weekdays as unknown[]) : [];
  const turn = (day: number) => {
    const next = chosen.includes(day) ? chosen.filter((one) => one !== day) : [...chosen, day].sort();
    onLocal(next.length === 0 ? rest : { ...rest, weekdays: next });
  };
  return (
    <fieldset className={styles.weekdays}>
      <legend className="visually-hidden">{t('builder.weekdays')}</legend>
      {WEEKDAYS.map((day) => (
        <label key={day} title={nameOf(day, locale, 'long')}>
          <input
            type="checkbox"
            aria-label={nameOf(day, locale, 'long')}
            checked={chosen.includes(day)}
            onChange={() => turn(day)}
          />
          <span aria-hidden="true">{nameOf(day, locale, 'short')}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The first of January 2024 was a Monday. */
const nameOf = (day: number, locale: string, weekday: 'long' | 'short'): string =>
  new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));
