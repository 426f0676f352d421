// Who is responsible: what the law asks for stands there even when it was not told, and says so.
import { useTranslation } from '../../language/index.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { StateMark } from '../../ui/mark.tsx';
import styles from './record.module.css';
import type { ProcessingRecord } from './record-query.ts';

export function ControllerPart({ record }: { record: ProcessingRecord }) {
  const { t } = useTranslation();
  const { controller_details: details } = record;
  const contact = [details.email, details.phone].filter((one) => one !== null);
  const officer = [details.dpo_name, details.dpo_email].filter((one) => one !== null);
  const told = (parts: string[]) =>
    parts.length > 0 ? (
      <span className={styles.passage}>{parts.join('\n')}</span>
    ) : (
      <StateMark tone="waiting">{t('processingRecord.notTold')}</StateMark>
    );
  return (
    <Facts>
      <Fact label={t('processingRecord.name')}>{record.controller}</Fact>
      <Fact label={t('processingRecord.address')}>
        {told(details.address === null ? [] : [details.address])}
      </Fact>
      <Fact label={t('processingRecord.contact')}>{told(contact)}</Fact>
      <Fact label={t('processingRecord.officer')}>{told(officer)}</Fact>
      {details.representative !== null && (
        <Fact label={t('processingRecord.representative')}>{told([details.representative])}</Fact>
      )}
      {details.joint_controllers !== null && (
        <Fact label={t('processingRecord.jointControllers')}>{told([details.joint_controllers])}</Fact>
      )}
    </Facts>
  );
}
