// In which time zone people are of whom none is known.
import { useTranslation } from '../../language/index.ts';
import { SelectField } from '../../ui/field.tsx';
import { Section } from '../../ui/page.tsx';
import { ErrorState } from '../../ui/states.tsx';
import styles from './rules.module.css';
import { type KeptRules, useChangeRules } from './rules-query.ts';

export function ZonePart({ rules, mayChange }: { rules: KeptRules; mayChange: boolean }) {
  const { t } = useTranslation();
  const save = useChangeRules(rules);
  const zones = [...new Set([rules.time_zone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort();
  return (
    <Section title={t('messageRules.zone')}>
      <p className={styles.about}>{t('messageRules.zoneAbout')}</p>
      {mayChange ? (
        <div className={styles.narrow}>
          <SelectField
            label={t('messageRules.zone')}
            labelHidden
            value={rules.time_zone}
            disabled={save.isPending}
            options={zones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
            onChange={(event) => save.mutate({ time_zone: event.currentTarget.value })}
          />
        </div>
      ) : (
        <p>{rules.time_zone.replaceAll('_', ' ')}</p>
      )}
      {save.isError && <ErrorState error={save.error} />}
    </Section>
  );
}
