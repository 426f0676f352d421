// Signals of permission that this source sends and that cannot be read: whoever sends them is told nothing, so it stands here.
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { useStatementWords } from '../../respect/consents/statement-words.ts';
import { Section } from '../../ui/page.tsx';
import { Notice } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import styles from './source-page.module.css';
import { type SignalFault, useSignalFaults } from './sources-query.ts';

const KNOWN = [
  'malformed',
  'oversize',
  'unknown_version',
  'global_scope',
  'no_disclosed_vendors',
  'unknown_category',
] as const;

/** Nothing where there are none. */
export function SignalFaults({ sourceId }: { sourceId: string }) {
  const { t } = useTranslation();
  const faults = useSignalFaults(sourceId).data?.items ?? [];
  if (faults.length === 0) return null;
  return (
    <div className={styles.faults}>
      <Section title={t('sources.faults.title')}>
        <Notice>{t('sources.faults.about')}</Notice>
        <ul>
          {faults.map((fault) => (
            <FaultRow key={`${fault.method} ${fault.code}`} fault={fault} />
          ))}
        </ul>
      </Section>
    </div>
  );
}

function FaultRow({ fault: { method, code, message, messages, last_at } }: { fault: SignalFault }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useStatementWords();
  const known = KNOWN.find((one) => one === code);
  return (
    <li className={styles.fault}>
      <div>
        <h3>{format.asTitle(words.method(method))}</h3>
        <p>{known ? t(`sources.faults.code.${known}`) : message}</p>
      </div>
      <p className={styles.faultCount}>
        {t('sources.faults.messages', { count: messages })}
        <br />
        {t('sources.faults.last')} <RelativeTime at={last_at} />
      </p>
    </li>
  );
}
