// What went wrong lately, newest first.
import { useTranslation } from '../language/index.ts';
import { Tag } from '../ui/mark.tsx';
import { Section } from '../ui/page.tsx';
import { RelativeTime } from '../ui/time.tsx';
import styles from './pipeline-page.module.css';
import type { Pipeline } from './pipeline-query.ts';

export function PipelineErrors({ errors }: { errors: Pipeline['errors'] }) {
  const { t } = useTranslation();
  return (
    <Section title={t('pipeline.errors')}>
      {errors.length === 0 ? (
        <p className={styles.quiet}>{t('pipeline.noErrors')}</p>
      ) : (
        <ul className={styles.errors}>
          {errors.map((error) => (
            <li key={`${error.at} ${error.stage} ${error.message}`} className={styles.error}>
              <RelativeTime at={error.at} />
              <span>
                <Tag>{error.stage}</Tag>
              </span>
              <span>{error.message}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
