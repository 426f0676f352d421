// Rows about events: how often, how recently, what their properties add up to.
import { type PropertyValue, propertyValues } from '@rapport/protocol';
import { useTranslation } from '../../../language/index.ts';
import styles from './builder.module.css';
import { countForms, dateForms } from './forms-of-tests.ts';
import type { Draft } from './kinds.ts';
import { NameField } from './name-field.tsx';
import { Pick } from './plain-fields.tsx';
import { SelectorField } from './selector-field.tsx';
import { TestField } from './test-field.tsx';
import { WhereField } from './where-field.tsx';
import { WindowField } from './window-field.tsx';

export type RowProps = { condition: Draft; onCondition: (condition: Draft) => void };

/** The window of a selector, or none. */
export const withWindow = ({ in: _, ...selector }: Draft, window: Draft | undefined): Draft =>
  window === undefined ? selector : { ...selector, in: window };

export function CountRow({ condition, onCondition }: RowProps) {
  const { t } = useTranslation();
  const events = condition.events as Draft;
  const set = (next: Draft) => onCondition({ ...condition, events: next });
  return (
    <>
      <div className={styles.line}>
        <SelectorField selector={events} onSelector={set} />
        <span className={styles.joint}>{t('builder.happened')}</span>
        <TestField
          test={condition.count as object}
          forms={countForms}
          onTest={(count) => onCondition({ ...condition, count })}
        />
        <span className={styles.joint}>{t('builder.times')}</span>
        <WindowField window={events.in as Draft | undefined} onWindow={(w) => set(withWindow(events, w))} />
      </div>
      <WhereField selector={events} onSelector={set} />
    </>
  );
}

export function RecencyRow({ condition, onCondition }: RowProps) {
  const { t } = useTranslation();
  const events = condition.events as Draft;
  const which = 'first_at' in condition ? 'first_at' : 'last_at';
  const set = (next: Draft) => onCondition({ ...condition, events: next });
  return (
    <>
      <div className={styles.line}>
        <Pick
          label={t('builder.which')}
          value={which}
          options={(['last_at', 'first_at'] as const).map((one) => ({
            value: one,
            label: t(`builder.recency.${one}`),
          }))}
          onValue={(next) => onCondition({ events, [next]: condition[which] })}
        />
        <SelectorField selector={events} onSelector={set} />
        <TestField
          test={condition[which] as object}
          forms={dateForms}
          onTest={(test) => onCondition({ events, [which]: test })}
        />
        <WindowField window={events.in as Draft | undefined} onWindow={(w) => set(withWindow(events, w))} />
      </div>
      <WhereField selector={events} onSelector={set} />
    </>
  );
}

export function ValueRow({ condition, onCondition }: RowProps) {
  const { t } = useTranslation();
  const events = condition.events as Draft;
  const name: PropertyValue = propertyValues.find((one) => one in condition) ?? 'sum';
  const { is, [name]: property } = condition;
  const set = (next: Draft) => onCondition({ ...condition, events: next });
  const event = typeof events.name === 'string' ? events.name : undefined;
  return (
    <>
      <div className={styles.line}>
        <Pick
          label={t('builder.measure')}
          value={name}
          options={propertyValues.map((one) => ({ value: one, label: t(`builder.measures.${one}`) }))}
          onValue={(next) => onCondition({ events, [next]: property, is })}
        />
        <NameField
          label={t('builder.property')}
          value={property}
          offered={{ of: 'properties', event }}
          onValue={(next) => onCondition({ ...condition, [name]: next })}
        />
        <span className={styles.joint}>{t('builder.of')}</span>
        <SelectorField selector={events} onSelector={set} />
        <WindowField window={events.in as Draft | undefined} onWindow={(w) => set(withWindow(events, w))} />
        <TestField test={is as object} onTest={(test) => onCondition({ ...condition, is: test })} />
      </div>
      <WhereField selector={events} onSelector={set} />
    </>
  );
}
