// One statement whole: when, how, by whom, on which identifier, what was seen, what proves it, and its receipt.
import { IconFileText, IconReceipt } from '@tabler/icons-react';
import { useState } from 'react';
import { toPath } from '../../api/client.ts';
import { useMakerName } from '../../connect/identity/maker-words.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { JsonViewer } from '../../ui/code.tsx';
import { CopyableId } from '../../ui/copyable.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { useIdentifierName } from '../../understand/people/identifier-words.ts';
import { NoticeDrawer } from '../notices/notice-text.tsx';
import { useNameOfPurpose } from '../purposes/name-of-purpose.ts';
import styles from './consents.module.css';
import type { ConsentEvent } from './consents-query.ts';
import { useStatementWords } from './statement-words.ts';
import { countsLater } from './statements.ts';

export function StatementFacts({
  event,
  onStatement,
}: {
  event: ConsentEvent;
  onStatement: (id: string) => void;
}) {
  const { t } = useTranslation();
  const nameOf = useNameOfPurpose();
  const words = useStatementWords();
  const typeOf = useIdentifierName();
  const { purpose, purpose_version: version, identifiers, resolves } = event;
  return (
    <div className={styles.facts}>
      <Facts>
        <Fact label={t('consents.fact.purpose')}>
          {t('consents.fact.purposeVersion', { purpose: nameOf(purpose), version })}
        </Fact>
        <Fact label={t('consents.fact.said')}>
          <RelativeTime at={event.event_time} exact />
        </Fact>
        <Fact label={t('consents.fact.arrived')}>
          <RelativeTime at={event.received_at} exact />
        </Fact>
        {countsLater(event) && (
          <Fact label={t('consents.fact.counts')}>
            <RelativeTime at={event.effective_at} exact />
            <p className={styles.quiet}>{t('consents.fact.countsWhy')}</p>
          </Fact>
        )}
        {event.valid_until && (
          <Fact label={t('consents.fact.until')}>
            <RelativeTime at={event.valid_until} exact />
          </Fact>
        )}
        <Fact label={t('consents.fact.method')}>{words.method(event.method)}</Fact>
        <Fact label={t('consents.fact.by')}>
          {words.speaker(event.expressed_by)}
          {event.consent_type === 'explicitly_expressed' && (
            <p className={styles.quiet}>{t('consents.fact.explicit')}</p>
          )}
          {event.consent_type === 'implied' && <p className={styles.quiet}>{t('consents.fact.implied')}</p>}
        </Fact>
        <Fact label={t('consents.fact.on')}>
          {identifiers.map(({ type, value }) => (
            <div key={`${type} ${value}`}>
              <span className={styles.quiet}>{typeOf(type)}</span> {value}
            </div>
          ))}
        </Fact>
        {resolves.length > 0 && (
          <Fact label={t('consents.fact.answers')}>
            {resolves.map((id) => (
              <button key={id} type="button" className={styles.said} onClick={() => onStatement(id)}>
                {t('consents.fact.statement', { id })}
              </button>
            ))}
          </Fact>
        )}
        {event.reason && <Fact label={t('consents.fact.words')}>{event.reason}</Fact>}
        <Evidence event={event} />
        {Object.keys(event.evidence).length > 0 && (
          <Fact label={t('consents.fact.evidence')}>
            <JsonViewer value={event.evidence} label={t('consents.fact.evidence')} />
          </Fact>
        )}
      </Facts>
      <Papers event={event} />
    </div>
  );
}

/** Where it came from, and what is missing. */
function Evidence({ event }: { event: ConsentEvent }) {
  const { t } = useTranslation();
  const makerOf = useMakerName();
  return (
    <>
      {event.jurisdiction && <Fact label={t('consents.fact.jurisdiction')}>{event.jurisdiction}</Fact>}
      {event.recorded_by && (
        <Fact label={t('consents.fact.recordedBy')}>
          {makerOf(event.recorded_by, event.recorded_by_name)}
        </Fact>
      )}
      {event.message_id && (
        <Fact label={t('live.messageId')}>
          <CopyableId id={event.message_id} />
        </Fact>
      )}
      {event.unproven && <Fact label={t('consents.mark.unproven')}>{t('consents.fact.unprovenWhy')}</Fact>}
      {!event.notice && <Fact label={t('consents.fact.notice')}>{t('consents.fact.noNotice')}</Fact>}
    </>
  );
}

/** What can be opened: the notice that was seen, and the receipt. */
function Papers({ event }: { event: ConsentEvent }) {
  const { t } = useTranslation();
  const [reading, setReading] = useState(false);
  const { notice } = event;
  return (
    <div className={styles.papers}>
      {notice && (
        <Button icon={<IconFileText aria-hidden="true" />} onClick={() => setReading(true)}>
          {t('consents.readNotice', { title: notice.title ?? '' })}
        </Button>
      )}
      <a
        className={styles.receipt}
        href={`/api/consents${toPath(event.id, 'receipt')}`}
        target="_blank"
        rel="noreferrer"
      >
        <IconReceipt aria-hidden="true" />
        {t('consents.receipt')}
      </a>
      {notice && reading && <NoticeDrawer seen={notice} onClose={() => setReading(false)} />}
    </div>
  );
}
