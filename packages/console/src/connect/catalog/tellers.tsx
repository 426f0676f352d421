// Which events tell of objects of a type: where the id is in them, and what each field is taken from.
import { IconBroadcast } from '@tabler/icons-react';
import { useTranslation } from '../../language/index.ts';
import { Prose } from '../../ui/prose.tsx';
import { EmptyState } from '../../ui/states.tsx';
import styles from './catalog.module.css';
import type { TypeItem } from './catalog-query.ts';

export function Tellers({ type: { told_by: tellers } }: { type: TypeItem }) {
  const { t } = useTranslation();
  if (tellers.length === 0)
    return (
      <EmptyState icon={<IconBroadcast />} title={t('catalog.toldByNone')}>
        <p>{t('catalog.toldByNoneWords')}</p>
      </EmptyState>
    );
  return (
    <ul className={`${styles.tellers} ${styles.panel}`}>
      {tellers.map(({ event, each, id, fields, set, at }) => (
        <li key={`${event} ${each ?? ''} ${id}`} className={styles.teller}>
          <h3>{event}</h3>
          <p>
            <Prose
              text={
                each === undefined
                  ? t('catalog.tellsOne', { id })
                  : t('catalog.tellsEach', { id, list: each })
              }
            />
            {at !== undefined && (
              <>
                {' '}
                <Prose text={t('catalog.tellsTime', { field: at })} />
              </>
            )}
          </p>
          <ul className={styles.pairs}>
            {Object.entries(fields).map(([name, from]) => (
              <li key={name}>
                <code>
                  {name} ← {from}
                </code>
              </li>
            ))}
            {Object.entries(set).map(([name, value]) => (
              <li key={name}>
                <code>
                  {name} = {JSON.stringify(value)}
                </code>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
