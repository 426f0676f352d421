// Where the data comes from, and what is done for its security.
import { isKnownKind } from '../../connect/sources/kinds.ts';
import { useTranslation } from '../../language/index.ts';
import { Section } from '../../ui/page.tsx';
import styles from './record.module.css';
import type { ProcessingRecord } from './record-query.ts';

const ADDRESSES = ['keep', 'truncate', 'drop'] as const;

export function Safeguards({ record }: { record: ProcessingRecord }) {
  const { t } = useTranslation();
  const addressWords = (kept: string): string => {
    const known = ADDRESSES.find((one) => one === kept);
    return known ? t(`processingRecord.addressesKept.${known}`) : kept;
  };
  return (
    <>
      <Section title={t('processingRecord.sources')} className={styles.whole}>
        {record.sources.length === 0 ? (
          <p>{t('processingRecord.noSources')}</p>
        ) : (
          <table className={styles.sources}>
            <thead>
              <tr>
                <th scope="col">{t('processingRecord.source')}</th>
                <th scope="col">{t('processingRecord.kind')}</th>
                <th scope="col">{t('processingRecord.addresses')}</th>
              </tr>
            </thead>
            <tbody>
              {record.sources.map(({ name, kind, enabled, addresses }) => (
                <tr key={name}>
                  <td>{enabled ? name : t('processingRecord.switchedOff', { name })}</td>
                  <td>{isKnownKind(kind) ? t(`sources.kind.${kind}.name`) : kind}</td>
                  <td>{addressWords(addresses)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
      <Section title={t('processingRecord.measures')} className={styles.whole}>
        <ul className={styles.measures}>
          {record.security_measures.map((measure) => (
            <li key={measure}>{measure}</li>
          ))}
        </ul>
      </Section>
    </>
  );
}
