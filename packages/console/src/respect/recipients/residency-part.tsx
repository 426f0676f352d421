// Where the data of whom has to stay: a sentence for each rule, to add, change and take away.
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { usePlaceWords, useRuleWords } from './place-words.ts';
import styles from './recipients.module.css';
import type { Rule } from './recipients-query.ts';
import { RuleForm } from './rule-form.tsx';
import { TakeAwayRule } from './take-away-rule.tsx';

export function ResidencyPart({
  rules,
  editing,
  onEdit,
  onClose,
  mayChange,
}: {
  rules: Rule[];
  /** The place of a rule, or `new`. */
  editing: string | undefined;
  onEdit: (rule: string) => void;
  onClose: () => void;
  mayChange: boolean;
}) {
  const { t } = useTranslation();
  const { people } = usePlaceWords();
  const ruleWords = useRuleWords();
  const [leaving, setLeaving] = useState<Rule>();
  const edited = rules.find(({ jurisdiction }) => jurisdiction === editing);
  return (
    <div className={styles.residency}>
      <p className={styles.quiet}>{t(rules.length === 0 ? 'recipients.noRules' : 'recipients.rulesAbout')}</p>
      {rules.length > 0 && (
        <ul className={styles.rules}>
          {rules.map((rule) => (
            <li key={rule.jurisdiction} className={styles.rule}>
              <div>
                <h3>{people(rule.jurisdiction)}</h3>
                <p>{ruleWords(rule)}</p>
              </div>
              {mayChange && (
                <div className={styles.ruleActions}>
                  <Button
                    small
                    aria-label={t('recipients.changeRule', { place: people(rule.jurisdiction) })}
                    onClick={() => onEdit(rule.jurisdiction)}
                  >
                    {t('recipients.change')}
                  </Button>
                  <Button
                    small
                    aria-label={t('recipients.takeRule', { place: people(rule.jurisdiction) })}
                    onClick={() => setLeaving(rule)}
                  >
                    {t('recipients.takeAway')}
                  </Button>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayChange && (
        <Button icon={<IconPlus aria-hidden="true" />} onClick={() => onEdit('new')}>
          {t('recipients.addRule')}
        </Button>
      )}
      {mayChange && (edited || editing === 'new') && (
        <RuleForm key={editing} rule={edited} rules={rules} onClose={onClose} />
      )}
      {leaving && <TakeAwayRule rule={leaving} rules={rules} onClose={() => setLeaving(undefined)} />}
    </div>
  );
}
