// What is known in single values: attributes and traits, each with its age, asked where it comes from.
import { useTranslation } from '../../language/index.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './answer.module.css';
import type { AnsweredOf } from './answers.ts';
import type { Named } from './arrange.ts';
import { toWords } from './field-words.ts';
import { None, Part } from './part.tsx';
import { Provenance } from './provenance.tsx';
import { ToldValue } from './told-value.tsx';
import { useMaskedField } from './withheld.tsx';

type Fact = Named<AnsweredOf<'attribute'> | AnsweredOf<'trait'>>;

export function FactsPart({
  facts,
  changed,
  alone,
}: {
  facts: readonly Fact[];
  changed: ReadonlySet<string>;
  /** Nothing else is shown: they have the whole width. */
  alone: boolean;
}) {
  const { t } = useTranslation();
  const maskOf = useMaskedField();
  const isNothingTold = facts.every(({ field }) => field.value === null);
  return (
    <Part title={t('views.known')}>
      {isNothingTold ? (
        <None>{t('views.nothingTold')}</None>
      ) : (
        <dl className={classNames(styles.facts, alone && styles.factsWide)}>
          {facts.map(({ name, field }) => {
            const title = field.title ?? toWords(name);
            return (
              <div key={name} className={classNames(styles.fact, changed.has(name) && styles.changed)}>
                <dt>{title}</dt>
                <dd className={styles.factValue}>
                  <ToldValue name={name} value={rounded(field)} unit={field.unit} masked={maskOf(name)} />
                </dd>
                <dd className={styles.factAge}>
                  <Provenance of={title} at={field.updated_at} origin={field.origin} />
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </Part>
  );
}

/** What was computed, such as an average of prices, has more digits than anybody reads. What was told stays as it was told. */
const rounded = ({ kind, value, unit }: Fact['field']): unknown =>
  kind === 'trait' && unit === undefined && typeof value === 'number' && Math.abs(value) >= 1
    ? Number(value.toFixed(2))
    : value;
