// What a draft would find, while it is built: its sentence, how many, a few of them, and the question to the event store.
import { IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useFormat } from '../../../language/format.ts';
import { useTranslation } from '../../../language/index.ts';
import { Button } from '../../../ui/button.tsx';
import { CodeSnippet } from '../../../ui/code.tsx';
import { Bone, Loading } from '../../../ui/skeleton.tsx';
import { EmptyState, ErrorState, Notice } from '../../../ui/states.tsx';
import type { Person } from '../kept.ts';
import styles from './builder.module.css';
import { faultsOfAnswer } from './draft-state.ts';
import { toLines } from './sql-lines.ts';

type Asked = { sql: string; parameters: unknown; took_ms: number };

/** `preview` is what was asked of the draft, `children` what came of it. */
export function PreviewCard({
  sentence,
  preview: { data, error, isError, isPlaceholderData },
  isFaulty,
  children,
}: {
  sentence: ReactNode;
  preview: { data: Asked | undefined; error: unknown; isError: boolean; isPlaceholderData: boolean };
  isFaulty: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <div className={styles.preview}>
      <h2>{t('builder.says')}</h2>
      {sentence && <div className={styles.says}>{sentence}</div>}
      {data && !isFaulty && !isError ? (
        <div className={isPlaceholderData ? styles.stale : styles.found} aria-live="polite">
          {children}
          <ShownSql preview={data} />
        </div>
      ) : (
        <Instead error={error} isFaulty={isFaulty} />
      )}
    </div>
  );
}

/** In the place of numbers: what has to be mended first, that they are on their way, or why there are none. */
function Instead({ error, isFaulty }: { error: unknown; isFaulty: boolean }) {
  const { t } = useTranslation();
  if (isFaulty) return <p className={styles.quiet}>{t('builder.finishFirst')}</p>;
  if (error) {
    const [fault] = faultsOfAnswer(error);
    return fault ? <Notice tone="bad">{fault.message}</Notice> : <ErrorState error={error} />;
  }
  return (
    <Loading>
      <Bone height={32} width="50%" />
      <div style={{ height: 12 }} />
      <Bone height={96} />
    </Loading>
  );
}

/** In the place of the whole form, for a role that may only read. */
export function MayNot() {
  const { t } = useTranslation();
  return (
    <EmptyState icon={<IconLock />} title={t('builder.mayNot')}>
      <p>{t('builder.mayNotWords')}</p>
    </EmptyState>
  );
}

/** `value` says what each has, where that is asked. */
export function SampleList({ people }: { people: (Person & { value?: ReactNode })[] }) {
  const { t } = useTranslation();
  if (people.length === 0) return null;
  return (
    <div>
      <h3 className={styles.small}>{t('definitions.sample')}</h3>
      <ul className={styles.people}>
        {people.map(({ id, display_name: name, value }) => (
          <li key={id}>
            <Link
              to="/people/$type/$value"
              params={{ type: 'profile_id', value: String(id) }}
              target="_blank"
            >
              {name ?? t('definitions.nameless', { id })}
            </Link>
            {value !== undefined && <span>{value}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function ShownSql({ preview }: { preview: Asked }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.sql}>
      <div className={styles.sqlHead}>
        <Button small look="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'builder.hideSql' : 'builder.showSql')}
        </Button>
        <span className={styles.quiet}>
          {t('builder.took', { ms: format.number(Math.round(preview.took_ms)) })}
        </span>
      </div>
      {open && (
        <>
          <Code label={t('builder.sql')} text={toLines(preview.sql)} />
          <Code label={t('builder.parameters')} text={JSON.stringify(preview.parameters, null, 2)} />
        </>
      )}
    </div>
  );
}

const Code = ({ label, text }: { label: string; text: string }) => (
  <div className={styles.code}>
    <h3 className={styles.small}>{label}</h3>
    <CodeSnippet code={text} label={label} bounded />
  </div>
);
