// Which topic goes first where not all can go at once.
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { useTopicTitle } from '../../respect/topics/topic-titles.ts';
import { useTopics } from '../../respect/topics/topics-query.ts';
import { SelectField } from '../../ui/field.tsx';
import { Card, Section } from '../../ui/page.tsx';
import { ErrorState } from '../../ui/states.tsx';
import styles from './rules.module.css';
import { type KeptRules, useChangeRules } from './rules-query.ts';

const STEPS = Array.from({ length: 21 }, (_, n) => 10 - n);

export function PrioritiesPart({ rules, mayChange }: { rules: KeptRules; mayChange: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const titleOf = useTopicTitle();
  const save = useChangeRules(rules);
  const known = (useTopics().data?.items ?? []).filter(({ retired }) => !retired).map(({ slug }) => slug);
  const topics = [...new Set([...rules.priorities.map(({ topic }) => topic), ...known])];
  const priorityOf = (slug: string) => rules.priorities.find(({ topic }) => topic === slug)?.priority ?? 0;
  const ordered = topics.sort(
    (a, b) => priorityOf(b) - priorityOf(a) || titleOf(a).localeCompare(titleOf(b)),
  );
  const set = (slug: string, priority: number) => {
    const others = rules.priorities.filter(({ topic }) => topic !== slug);
    save.mutate({ priorities: priority === 0 ? others : [...others, { topic: slug, priority }] });
  };
  return (
    <Section title={t('messageRules.priorities')}>
      <p className={styles.about}>{t('messageRules.prioritiesAbout')}</p>
      <Card flush>
        <ul aria-label={t('messageRules.priorities')}>
          <li className={styles.rule}>
            <span className={styles.sentence}>{t('messageRules.receipts')}</span>
            <span className={styles.number}>{format.signed(5)}</span>
          </li>
          {ordered.map((slug) => (
            <li key={slug} className={styles.rule}>
              <span className={styles.sentence}>{titleOf(slug)}</span>
              {mayChange ? (
                <SelectField
                  label={t('messageRules.priorityOf', { topic: titleOf(slug) })}
                  labelHidden
                  value={String(priorityOf(slug))}
                  disabled={save.isPending}
                  options={STEPS.map((value) => ({ value: String(value), label: format.signed(value) }))}
                  onChange={(event) => set(slug, Number(event.currentTarget.value))}
                />
              ) : (
                <span className={styles.number}>{format.signed(priorityOf(slug))}</span>
              )}
            </li>
          ))}
        </ul>
        {topics.length === 0 && <p className={styles.none}>{t('messageRules.noTopics')}</p>}
      </Card>
      {save.isError && <ErrorState error={save.error} />}
    </Section>
  );
}
