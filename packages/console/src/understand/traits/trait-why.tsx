// Why somebody has the value that they have, and which they had before.
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Section } from '../../ui/page.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import styles from '../definitions/definitions.module.css';
import { ValueTree } from '../definitions/explain-tree.tsx';
import { Verdict, Why, type WhyProps } from '../definitions/why.tsx';
import type { Identifier } from '../people/people-query.ts';
import { Value } from '../people/value.tsx';
import { type TraitExplanation, useTraitHistory } from './traits-query.ts';

export const TraitWhy = (props: WhyProps) => (
  <Why
    {...props}
    kind="trait"
    answer={(explanation, who) => (
      <>
        <Answer explanation={explanation} />
        <History name={props.name} who={who} />
      </>
    )}
  />
);

function Answer({ explanation }: { explanation: TraitExplanation }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { value, computed_at: at, changes_at: changesAt, changes_to: next, evidence, tree } = explanation;
  return (
    <Verdict about={explanation} parts={tree && <ValueTree tree={tree} />}>
      <strong>
        {value === null || value === undefined ? t('definitions.noValue') : <Value value={value} />}
      </strong>
      <span>
        {at && t('traits.computed', { at: format.dateTime(at) })}{' '}
        {evidence !== null && t('traits.madeOf', { count: evidence })}{' '}
        {next ? (
          <>
            {t('traits.becomesAt', { at: format.dateTime(next.at) })} <Value value={next.value} />
          </>
        ) : (
          changesAt && t('traits.changesAt', { at: format.dateTime(changesAt) })
        )}
      </span>
    </Verdict>
  );
}

function History({ name, who }: { name: string; who: Identifier }) {
  const { t } = useTranslation();
  const history = useTraitHistory(name, who);
  const items = history.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={t('traits.history')}>
      <ol className={styles.sample}>
        {items.map(({ value, at, version, evidence }) => (
          <li key={at}>
            <Value value={value} />
            <span className={styles.quiet}>
              <RelativeTime at={at} /> · {t('definitions.version', { version })}
              {evidence !== null && ` · ${t('definitions.eventsBehind', { count: evidence })}`}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
