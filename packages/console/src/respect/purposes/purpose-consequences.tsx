// Before publishing: is it the meaning that changes, or how it is carried out? And what follows for those who were asked.
import { IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from '../../language/index.ts';
import { StateMark } from '../../ui/mark.tsx';
import { useChangeLines } from './change-words.ts';
import { consequencesOf, kindOfChange } from './meaning.ts';
import styles from './purposes.module.css';
import type { PurposeBody } from './purposes-query.ts';

export function PurposeConsequences({ before, after }: { before: PurposeBody; after: PurposeBody }) {
  const { t } = useTranslation();
  const lines = useChangeLines()(before, after);
  const kind = kindOfChange(lines.map(({ field }) => field));
  return (
    <section className={styles.consequences} aria-label={t('purposes.edit.effect')}>
      <div role="status">
        {kind === 'none' ? (
          <p className={styles.quiet}>{t('purposes.edit.same')}</p>
        ) : (
          <>
            <StateMark tone={kind === 'meaning' ? 'waiting' : 'good'}>
              {t(`purposes.edit.kind.${kind}`)}
            </StateMark>
            <ul className={styles.follows}>
              {consequencesOf(before, after).map((each) => (
                <li key={each}>
                  <IconArrowRight aria-hidden="true" />
                  {t(`purposes.follows.${each}`)}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      {lines.length > 0 && (
        <ul className={styles.changes}>
          {lines.map(({ field, text }) => (
            <li key={field}>{text}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
