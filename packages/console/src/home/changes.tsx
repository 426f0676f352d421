// What changed lately: imports that ran, and what was set aside, most recent first.
import { IconFileImport, IconZoomExclamation } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useImports } from '../connect/import/imports-query.ts';
import { useQuarantineReasons } from '../connect/quarantine/quarantine-query.ts';
import { useReasonWords } from '../connect/quarantine/reason-words.ts';
import { useFormat } from '../language/format.ts';
import { useTranslation } from '../language/index.ts';
import { Section } from '../ui/page.tsx';
import { Bone } from '../ui/skeleton.tsx';
import { RelativeTime } from '../ui/time.tsx';
import styles from './home-page.module.css';

const SHOWN_MAX = 4;

export function Changes() {
  const { t } = useTranslation();
  const format = useFormat();
  const imports = useImports();
  const reasons = useQuarantineReasons();
  const reasonWords = useReasonWords();
  const ran = (imports.data?.items ?? []).filter((each) => !each.dry_run).slice(0, SHOWN_MAX);
  const setAside = (reasons.data?.items ?? []).slice(0, SHOWN_MAX);
  if (imports.isPending || reasons.isPending) {
    return (
      <Section title={t('home.changes')}>
        <Bone height={120} />
      </Section>
    );
  }
  return (
    <Section title={t('home.changes')}>
      {ran.length === 0 && setAside.length === 0 ? (
        <p className={styles.quiet}>{t('home.noChanges')}</p>
      ) : (
        <ul className={styles.list}>
          {ran.map((each) => (
            <li key={each.id} className={styles.row}>
              <IconFileImport aria-hidden="true" />
              <Link
                to="/import/$importId"
                params={{ importId: String(each.id) }}
                className={styles.rowWords}
                style={{ color: 'inherit' }}
              >
                {t(`home.import.${each.state}`, {
                  file: each.file_name,
                  count: each.messages_accepted,
                })}
              </Link>
              <span className={styles.rowAside}>
                <RelativeTime at={each.finished_at ?? each.started_at} />
              </span>
            </li>
          ))}
          {setAside.map((reason) => (
            <li key={reason.code} className={styles.row}>
              <IconZoomExclamation aria-hidden="true" />
              <Link
                to="/quarantine"
                search={{ reason: reason.code }}
                className={styles.rowWords}
                style={{ color: 'inherit' }}
              >
                {reasonWords(reason).title}
              </Link>
              <span className={styles.rowAside}>{format.number(reason.count)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
