// One request whole: what was asked for and through which contact point, its days, and what the person wrote.
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { CopyableId } from '../../ui/copyable.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Inspector } from '../../ui/inspector.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { useIdentifierName } from '../../understand/people/identifier-words.ts';
import styles from './requests.module.css';
import type { PersonRequest } from './requests-query.ts';
import { RequestState } from './requests-table.tsx';

export function RequestInspector({ request, onClose }: { request: PersonRequest; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useIdentifierName();
  const { type, value } = request.contact_point;
  return (
    <Inspector title={t(`requests.kind.${request.kind}`)} onClose={onClose}>
      <div className={styles.request}>
        <p className={styles.quiet}>{t('requests.proof')}</p>
        <Facts>
          <Fact label={t('requests.column.reference')}>
            <CopyableId id={request.reference} />
          </Fact>
          <Fact label={t('requests.column.state')}>
            <RequestState request={request} />
          </Fact>
          <Fact label={nameOf(type)}>
            <CopyableId id={value} />
          </Fact>
          <Fact label={t('requests.column.received')}>
            <RelativeTime at={request.received_at} exact />
          </Fact>
          <Fact label={t('requests.column.due')}>{format.date(request.due_at)}</Fact>
          {request.closed_at !== null && (
            <Fact label={t('requests.takenBack')}>
              <RelativeTime at={request.closed_at} exact />
            </Fact>
          )}
          <Fact label={t('requests.language')}>{request.language}</Fact>
        </Facts>
        {request.words.length > 0 && (
          <section aria-label={t('requests.words')}>
            <h3 className={styles.head}>{t('requests.words')}</h3>
            {request.words.map((words) => (
              <blockquote key={words} className={styles.words}>
                {words}
              </blockquote>
            ))}
          </section>
        )}
      </div>
    </Inspector>
  );
}
