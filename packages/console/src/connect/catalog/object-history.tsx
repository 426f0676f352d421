// What was told of an object, the newest first: when, by whom, and what it said.
import { useTranslation } from '../../language/index.ts';
import { Section } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { toWords } from '../../understand/views/field-words.ts';
import { ToldValue } from '../../understand/views/told-value.tsx';
import { useSourceName } from '../sources/source-names.ts';
import styles from './catalog.module.css';
import { type Telling, type TypeItem, useObjectHistory } from './catalog-query.ts';

export function ObjectHistory({ type, id, purpose }: { type: TypeItem; id: string; purpose: string }) {
  const { t } = useTranslation();
  const history = useObjectHistory(type, id, purpose);
  return (
    <Section title={t('catalog.history')}>
      {history.isPending ? (
        <SkeletonRows rows={3} height={56} />
      ) : history.isError ? (
        <ErrorState error={history.error} onRetry={() => void history.refetch()} />
      ) : (
        <ol aria-label={t('catalog.history')}>
          {history.data.items.map((telling, index) => (
            <Told key={`${telling.at} ${telling.origin.message_id ?? index}`} type={type} telling={telling} />
          ))}
        </ol>
      )}
    </Section>
  );
}

function Told({ type, telling: { at, origin, fields } }: { type: TypeItem; telling: Telling }) {
  const { t } = useTranslation();
  const sourceOf = useSourceName();
  return (
    <li className={styles.telling}>
      <div className={styles.tellingHead}>
        <span>
          {t('catalog.toldBy', { source: sourceOf(origin.source) ?? t('people.unknownSource') })}
          <span className={styles.quiet}> · {t(`views.origin.${origin.kind}`)}</span>
        </span>
        <span className={styles.quiet}>
          <RelativeTime at={at} exact />
        </span>
      </div>
      {Object.keys(fields).length === 0 ? (
        <p className={styles.quiet}>{t('catalog.removedThen')}</p>
      ) : (
        <dl className={styles.told}>
          {Object.entries(fields).map(([name, value]) => (
            <div key={name}>
              <dt>{type.fields[name]?.title ?? toWords(name)}</dt>
              <dd>
                {value === null ? (
                  t('catalog.takenAway')
                ) : (
                  <ToldValue name={name} value={value} beside={fields} />
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
