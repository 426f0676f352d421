// The versions of a definition, the newest first, each as the sentence that it was.
import type { ReactNode } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Tag } from '../../ui/mark.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import styles from './definitions.module.css';
import type { Version } from './kept.ts';

export function Versions<Definition>({
  versions,
  say,
}: {
  versions: Version<Definition>[];
  say: (definition: Definition) => ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <ol className={styles.versions} aria-label={t('definitions.versions')}>
      {versions
        .toSorted((a, b) => b.version - a.version)
        .map(({ version, title, definition, set_at: at, set_by_name: by }, index) => (
          <li key={version} className={styles.version}>
            <div className={styles.versionHead}>
              <h3>{t('definitions.version', { version })}</h3>
              {index === 0 && <Tag>{t('definitions.inForce')}</Tag>}
              <span className={styles.quiet}>
                {title}
                {by && ` · ${by}`} · <RelativeTime at={at} />
              </span>
            </div>
            {say(definition)}
          </li>
        ))}
    </ol>
  );
}
