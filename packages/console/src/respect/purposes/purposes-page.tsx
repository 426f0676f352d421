// Purposes: what data may be used for. Each as a sentence, with its legal basis in plain words. Read-only for now.
import { useTranslation } from '../../language/index.ts';
import { CopyableId } from '../../ui/copyable.tsx';
import { Tag } from '../../ui/mark.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { usePurposeName, usePurposeWords } from './purpose-words.ts';
import styles from './purposes-page.module.css';
import { type Purpose, usePurposes } from './purposes-query.ts';

export function PurposesPage() {
  const { t } = useTranslation();
  const purposes = usePurposes();
  return (
    <Page title={t('purposes.title')} about={t('purposes.about')}>
      {purposes.isPending ? (
        <SkeletonRows rows={8} height={72} />
      ) : purposes.isError ? (
        <ErrorState error={purposes.error} onRetry={() => void purposes.refetch()} />
      ) : (
        <ul className={styles.list}>
          {purposes.data.items.map((purpose) => (
            <PurposeRow key={purpose.slug} purpose={purpose} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function PurposeRow({ purpose }: { purpose: Purpose }) {
  const { t } = useTranslation();
  const nameOf = usePurposeName();
  const words = usePurposeWords();
  return (
    <li className={styles.purpose}>
      <div>
        <h2 className={styles.name}>{nameOf(purpose)}</h2>
        <CopyableId id={purpose.slug} />
      </div>
      <div>
        <p>{words.meaning(purpose)}</p>
        <p className={styles.basis}>{words.basis(purpose)}</p>
        <p className={styles.basis}>{words.model(purpose)}</p>
      </div>
      <div className={styles.version}>
        <Tag>{t('purposes.version', { version: purpose.version })}</Tag>
      </div>
    </li>
  );
}
