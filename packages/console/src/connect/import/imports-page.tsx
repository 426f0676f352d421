// Import: a file in, its columns mapped, tried out, imported; and the history of imports.
import { useTranslation } from '../../language/index.ts';
import { Page, Section } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { ImportHistory } from './import-history.tsx';
import styles from './imports-page.module.css';
import { useImports } from './imports-query.ts';
import { NewImport } from './new-import.tsx';

export function ImportsPage() {
  const { t } = useTranslation();
  const imports = useImports();
  return (
    <Page title={t('imports.title')} about={t('imports.about')}>
      <NewImport />
      <Section title={t('imports.history')}>
        {imports.isPending ? (
          <SkeletonRows rows={3} height={44} />
        ) : imports.isError && !imports.data ? (
          <ErrorState error={imports.error} onRetry={() => void imports.refetch()} />
        ) : imports.data.items.length === 0 ? (
          <p className={styles.quiet}>{t('imports.none')}</p>
        ) : (
          <ImportHistory imports={imports.data.items} />
        )}
      </Section>
    </Page>
  );
}
