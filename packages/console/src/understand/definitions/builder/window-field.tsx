// The window of time in which events count.
import { useTranslation } from '../../../language/index.ts';
import styles from './builder.module.css';
import type { Draft } from './kinds.ts';
import { NumberInput, Pick, SpanField, TextInput } from './plain-fields.tsx';
import { withZone, ZoneField } from './zone-field.tsx';

const KINDS = ['ever', 'last', 'calendar', 'dates'] as const;
type Kind = (typeof KINDS)[number];
const UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;
const STARTS: Record<Kind, Draft | undefined> = {
  ever: undefined,
  last: { last: 'P30D' },
  calendar: { calendar: 'month' },
  dates: { from: '' },
};

function kindOf(window: Draft | undefined): Kind {
  if (window === undefined) return 'ever';
  if ('last' in window) return 'last';
  return 'calendar' in window ? 'calendar' : 'dates';
}

export function WindowField({
  window,
  onWindow,
}: {
  window: Draft | undefined;
  onWindow: (window: Draft | undefined) => void;
}) {
  const { t } = useTranslation();
  const kind = kindOf(window);
  const set = (change: Draft) => onWindow({ ...window, ...change });
  return (
    <div className={styles.span}>
      <Pick
        label={t('builder.window')}
        value={kind}
        options={KINDS.map((one) => ({ value: one, label: t(`builder.windows.${one}`) }))}
        onValue={(next) => onWindow(STARTS[next])}
      />
      {kind === 'last' && (
        <SpanField label={t('builder.length')} value={window?.last} onValue={(last) => set({ last })} />
      )}
      {kind === 'calendar' && window && <CalendarField window={window} onWindow={onWindow} />}
      {kind === 'dates' && window && <DatesField window={window} onWindow={onWindow} />}
    </div>
  );
}

function CalendarField({ window, onWindow }: { window: Draft; onWindow: (window: Draft) => void }) {
  const { t } = useTranslation();
  const onChange = (change: Draft) => onWindow({ ...window, ...change });
  const unit = UNITS.find((one) => one === window.calendar) ?? 'month';
  return (
    <div className={styles.span}>
      <Pick
        label={t('builder.unit')}
        value={unit}
        options={UNITS.map((one) => ({ value: one, label: t(`builder.calendar.${one}`) }))}
        onValue={(calendar) => onChange({ calendar })}
      />
      <div className={styles.span}>
        <span className={styles.joint}>{t('builder.back')}</span>
        <NumberInput
          label={t('builder.backLong')}
          value={window.back ?? 0}
          onValue={(back) => onChange({ back })}
        />
      </div>
      <div className={styles.span}>
        <span className={styles.joint}>{t('builder.together')}</span>
        <NumberInput
          label={t('builder.togetherLong')}
          value={window.units ?? 1}
          onValue={(units) => onChange({ units })}
        />
      </div>
      <ZoneField zone={window.zone} onZone={(zone) => onWindow(withZone(window, zone))} />
    </div>
  );
}

/** A date that is taken out is no part of the window any more. */
function DatesField({ window, onWindow }: { window: Draft; onWindow: (window: Draft) => void }) {
  const { t } = useTranslation();
  const set = (key: 'from' | 'until', value: string) => {
    const { [key]: _, ...rest } = window;
    onWindow(value === '' && Object.keys(rest).length > 0 ? rest : { ...rest, [key]: value });
  };
  return (
    <div className={styles.span}>
      <TextInput label={t('builder.fromDate')} value={window.from} onValue={(date) => set('from', date)} />
      <TextInput label={t('builder.untilDate')} value={window.until} onValue={(date) => set('until', date)} />
    </div>
  );
}
