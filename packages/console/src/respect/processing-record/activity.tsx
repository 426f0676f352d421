// One processing activity: what for, on what ground, whose data and which, who gets it, and how long it is kept.
import type { ReactNode } from 'react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { StateMark } from '../../ui/mark.tsx';
import { useCategoryName } from '../categories/category-words.ts';
import { useCodeWords, usePurposeName, usePurposeWords } from '../purposes/purpose-words.ts';
import { useMechanismWords, usePlaceWords } from '../recipients/place-words.ts';
import { toPeriodWords } from './period.ts';
import styles from './record.module.css';
import type { Activity } from './record-query.ts';

export function ActivityPart({ activity }: { activity: Activity }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = usePurposeName();
  const words = usePurposeWords();
  const purpose = { ...activity, slug: activity.activity };
  const codes = useCodeWords();
  const categoryOf = useCategoryName();
  const elsewhere = Object.entries(activity.jurisdictions);
  return (
    <article className={styles.activity} aria-labelledby={`activity-${activity.activity}`}>
      <header className={styles.activityHead}>
        <h3 id={`activity-${activity.activity}`}>{nameOf(purpose)}</h3>
        <code className={styles.slug}>
          {t('processingRecord.slugVersion', { slug: activity.activity, version: activity.version })}
        </code>
      </header>
      <p className={styles.meaning}>{words.meaning(purpose)}</p>
      <Facts>
        <Fact label={t('processingRecord.ground')}>
          {words.basis(purpose)} {words.model(purpose)}
          {elsewhere.map(([place, ground]) => (
            <span key={place} className={styles.elsewhere}>
              {t('processingRecord.elsewhere', {
                place,
                ground: words.basis({ ...purpose, ...ground }),
              })}
            </span>
          ))}
        </Fact>
        <Fact label={t('processingRecord.subjects')}>{activity.data_subjects}</Fact>
        <Fact label={t('processingRecord.categories')}>
          {format.list(activity.data_categories.map(({ key }) => categoryOf(key)))}
          {activity.special_categories && (
            <span className={styles.elsewhere}>{t('processingRecord.special')}</span>
          )}
        </Fact>
        <Fact label={t('processingRecord.kinds')}>
          {format.list(activity.processing_kinds.map(codes.kind))}
        </Fact>
        <Fact label={t('processingRecord.recipients')}>
          {activity.recipients.length === 0 ? (
            t('processingRecord.nobody')
          ) : (
            <Recipients activity={activity} />
          )}
        </Fact>
        <Fact label={t('processingRecord.retention')}>
          {activity.retention === null ? (
            <NotTold>{t('processingRecord.noPeriod')}</NotTold>
          ) : (
            toPeriodWords(activity.retention, format.locale)
          )}
        </Fact>
        {(activity.lia_ref ?? activity.dpia_ref) !== null && (
          <Fact label={t('processingRecord.assessments')}>
            {format.list([activity.lia_ref, activity.dpia_ref].filter((one) => one !== null))}
          </Fact>
        )}
      </Facts>
    </article>
  );
}

function Recipients({ activity }: { activity: Activity }) {
  const { t } = useTranslation();
  const words = usePlaceWords();
  const mechanism = useMechanismWords();
  return (
    <ul>
      {activity.recipients.map((recipient) => {
        const transfer = activity.transfers.find((one) => one.recipient === recipient);
        if (!transfer)
          return (
            <li key={recipient}>
              {recipient} <span className={styles.quiet}>{t('processingRecord.countryNotTold')}</span>
            </li>
          );
        const grounds = [
          ...(transfer.mechanism === 'none' ? [] : [mechanism(transfer.mechanism)]),
          ...(transfer.safeguard === null ? [] : [transfer.safeguard]),
        ];
        const where = { recipient, country: words.country(transfer.country) };
        return (
          <li key={recipient}>
            {grounds.length === 0
              ? t('processingRecord.transfer', where)
              : t('processingRecord.transferOn', { ...where, safeguard: grounds.join(' · ') })}
          </li>
        );
      })}
    </ul>
  );
}

const NotTold = ({ children }: { children: ReactNode }) => <StateMark tone="waiting">{children}</StateMark>;
