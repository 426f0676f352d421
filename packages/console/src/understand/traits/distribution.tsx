// How the values of a trait are spread: the most frequent, the limits of numbers, and a few people with theirs.
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { RankChart } from '../../ui/chart/index.ts';
import { Section } from '../../ui/page.tsx';
import { Stat, Stats } from '../../ui/stat.tsx';
import { EmptyState } from '../../ui/states.tsx';
import styles from '../definitions/definitions.module.css';
import { Value } from '../people/value.tsx';
import type { TraitPreview } from './traits-query.ts';

export function Distribution({ preview }: { preview: TraitPreview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { people, missing, minimum, maximum, average, values } = preview;
  if (people === 0)
    return (
      <EmptyState title={t('traits.nobody')}>
        <p>{t('traits.nobodyWords')}</p>
      </EmptyState>
    );
  return (
    <div className={styles.distribution}>
      <Stats>
        <Stat label={t('traits.withValue')} value={format.number(people)} />
        <Stat label={t('traits.without')} value={format.number(missing)} />
        {minimum !== null && <Stat label={t('traits.minimum')} value={format.decimal(minimum)} />}
        {average !== null && <Stat label={t('traits.average')} value={format.decimal(average)} />}
        {maximum !== null && <Stat label={t('traits.maximum')} value={format.decimal(maximum)} />}
      </Stats>
      <div className={styles.spread}>
        <RankChart
          label={t('traits.frequent')}
          head={[t('traits.value'), t('traits.withValue')]}
          rows={values.map(({ value, people: having }) => ({
            key: JSON.stringify(value),
            name: <Value value={value} />,
            value: having,
            words: t('segments.both', { count: having, share: format.percent(having / people) }),
          }))}
        />
        <Sample preview={preview} />
      </div>
    </div>
  );
}

export function Sample({ preview: { sample } }: { preview: TraitPreview }) {
  const { t } = useTranslation();
  if (sample.length === 0) return null;
  return (
    <Section title={t('definitions.sample')}>
      <ul className={styles.sample}>
        {sample.map(({ id, display_name: name, value }) => (
          <li key={id}>
            <Link to="/people/$type/$value" params={{ type: 'profile_id', value: String(id) }}>
              {name ?? t('definitions.nameless', { id })}
            </Link>
            <span className={styles.sampleValue}>
              <Value value={value} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
