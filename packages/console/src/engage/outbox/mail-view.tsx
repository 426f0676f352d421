// One mail: as a phone and a desktop show it, on light and dark, its plain text, and its headers.
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Preview, PreviewFrame } from '../../ui/preview/preview.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { toHarmless } from './harmless.ts';
import styles from './outbox.module.css';
import { type OutboxMail, useMail } from './outbox-query.ts';

export function MailView({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: mail, isError, error, refetch } = useMail(id);
  if (isError && !mail) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!mail) return <SkeletonRows rows={8} height={44} />;
  return (
    <article className={styles.mail} aria-label={mail.subject}>
      <h2 className={styles.title}>{mail.subject}</h2>
      <Facts across>
        <Fact label={t('outbox.from')}>{mail.from}</Fact>
        <Fact label={t('outbox.to')}>
          <Link to="/people/$type/$value" params={{ type: 'profile_id', value: mail.profile_id }}>
            {mail.to}
          </Link>
        </Fact>
        <Fact label={t('outbox.when')}>
          <RelativeTime at={mail.sent_at} exact />
        </Fact>
        <Fact label={t('outbox.why')}>
          <Link to="/messages" search={{ inspect: mail.message_id }}>
            {t('outbox.seeWhy')}
          </Link>
        </Fact>
      </Facts>
      <Tabs
        label={t('outbox.mail')}
        tabs={[
          { id: 'html', label: t('outbox.tabs.html'), content: <Html mail={mail} /> },
          { id: 'text', label: t('outbox.tabs.text'), content: <PlainText text={mail.text} /> },
          { id: 'headers', label: t('outbox.tabs.headers'), content: <Headers headers={mail.headers} /> },
        ]}
      />
    </article>
  );
}

function Html({ mail }: { mail: OutboxMail }) {
  const { t } = useTranslation();
  const page = useMemo(() => toHarmless(mail.html), [mail.html]);
  return (
    <div className={styles.html}>
      <Preview help={t('outbox.htmlHelp')}>
        {(view) => (
          <PreviewFrame view={view}>
            <iframe
              className={view.shade === 'dark' ? styles.dark : styles.light}
              title={mail.subject}
              sandbox=""
              srcDoc={page}
            />
          </PreviewFrame>
        )}
      </Preview>
    </div>
  );
}

function PlainText({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section className={styles.text} tabIndex={0} aria-label={t('outbox.tabs.text')}>
      <pre>{text}</pre>
    </section>
  );
}

function Headers({ headers }: { headers: Record<string, string> }) {
  const { t } = useTranslation();
  const all = Object.entries(headers);
  if (all.length === 0) return <p className={styles.to}>{t('outbox.noHeaders')}</p>;
  return (
    <Facts>
      {all.map(([name, value]) => (
        <Fact key={name} label={name}>
          <code>{value}</code>
        </Fact>
      ))}
    </Facts>
  );
}
