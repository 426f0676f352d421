// Where a value comes from: every write of one attribute, accepted or not, newest first.
import { useSourceName } from '../../connect/sources/source-names.ts';
import { useTranslation } from '../../language/index.ts';
import { CopyableId } from '../../ui/copyable.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { InspectorFrame } from '../../ui/inspector.tsx';
import { StateMark } from '../../ui/mark.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { useIdentifierName } from './identifier-words.ts';
import styles from './lineage.module.css';
import { type Identifier, type LineageItem, useLineage } from './people-query.ts';
import { Value } from './value.tsx';

export function Lineage({
  who,
  attribute,
  purpose,
  onClose,
}: {
  who: Identifier;
  attribute: string;
  purpose: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const lineage = useLineage(who, attribute, purpose);
  const title = t('people.lineage.title', { attribute });
  return (
    <Drawer open onClose={onClose} side="right" width="min(480px, 100%)" label={title}>
      <InspectorFrame title={title} onClose={onClose}>
        {lineage.isPending ? (
          <SkeletonRows rows={3} height={72} />
        ) : lineage.isError ? (
          <ErrorState error={lineage.error} onRetry={() => void lineage.refetch()} />
        ) : (
          <ol className={styles.writes}>
            {lineage.data.items.map((item) => (
              <Write
                key={`${item.message_id} ${item.received_at} ${JSON.stringify(item.value)}`}
                item={item}
              />
            ))}
          </ol>
        )}
      </InspectorFrame>
    </Drawer>
  );
}

function Write({ item }: { item: LineageItem }) {
  const { t } = useTranslation();
  const sourceOf = useSourceName();
  const identifierName = useIdentifierName();
  const reason = typeof item.reason === 'object' ? item.reason?.message : item.reason;
  return (
    <li className={styles.write}>
      <div className={styles.value}>
        <Value value={item.value} />
        {item.current ? (
          <StateMark tone="good">{t('people.lineage.current')}</StateMark>
        ) : item.accepted ? (
          <StateMark tone="plain">{t('people.lineage.replaced')}</StateMark>
        ) : (
          <StateMark tone="waiting">{t('people.lineage.rejected')}</StateMark>
        )}
      </div>
      {reason && <p className={styles.reason}>{reason}</p>}
      <p className={styles.words}>
        {t('people.lineage.toldBy', { source: sourceOf(item.source) ?? t('people.unknownSource') })}{' '}
        <RelativeTime at={item.collected_at} exact />
      </p>
      {item.identifier && (
        <p className={styles.words}>
          {t('people.lineage.about', {
            type: identifierName(item.identifier.type),
            value: item.identifier.value,
          })}
        </p>
      )}
      {item.message_id && <CopyableId id={item.message_id} />}
    </li>
  );
}
