// One field of a view: its value, drawn by its kind; its age and origin where they are asked for.
import { useTranslation } from '../../language/index.ts';
import { DecisionMark } from '../../ui/mark.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { Value } from '../people/value.tsx';
import type { AnsweredField, Origin } from './answers.ts';
import { Bars } from './bars.tsx';
import { ObjectList } from './object-list.tsx';
import styles from './views.module.css';

type FieldProps = { title: string; told: AnsweredField; changed: boolean; masked: string | undefined };

export function ViewField({ title, told, changed, masked }: FieldProps) {
  const { t } = useTranslation();
  return (
    <section className={styles.field} data-changed={changed || undefined}>
      <h3>{title}</h3>
      <Content told={told} />
      {masked !== undefined && <p className={styles.quiet}>{t('views.masked', { reason: masked })}</p>}
      {told.updated_at !== null && (
        <details className={styles.quiet}>
          <summary>{t('views.origin')}</summary>
          <RelativeTime at={told.updated_at} /> · {sayOrigin(told.origin)}
        </details>
      )}
    </section>
  );
}

function Content({ told }: { told: AnsweredField }) {
  const { t } = useTranslation();
  const isEmpty = told.value === null || (Array.isArray(told.value) && told.value.length === 0);
  if (isEmpty) return <p className={styles.quiet}>{t('views.nothing')}</p>;
  switch (told.kind) {
    case 'segments':
      return <Lines of={(told.value ?? []).map(({ name, title }) => [name, title])} />;
    case 'permits':
      return (
        <ul className={styles.lines}>
          {(told.value ?? []).map(({ purpose, title, decision, reason }) => (
            <li key={purpose}>
              <DecisionMark decision={decision} label={title} reason={reason.message} />
            </li>
          ))}
        </ul>
      );
    case 'events':
      return (
        <ul className={styles.lines}>
          {(told.value ?? []).map(({ event, at, message_id: id }) => (
            <li key={id ?? `${event} ${at}`}>
              {event} <RelativeTime at={at} />
            </li>
          ))}
        </ul>
      );
    case 'accounts':
      return (
        <Lines
          of={(told.value ?? []).map(({ id, name, group_id: group, members }) => [
            id,
            [name ?? group, ...members.map((member) => member.display_name ?? member.id)].join(' · '),
          ])}
        />
      );
    case 'objects':
      return <ObjectList objects={told.value ?? []} />;
    case 'ranking':
      return <Bars ranked={told.value ?? []} />;
    default:
      return <ValueOrJoined told={told} />;
  }
}

/** What the catalog does not know is still a value. */
function ValueOrJoined({ told: { value, joined = {} } }: { told: AnsweredField }) {
  const found = Object.entries(joined).filter(([, objects]) => objects.length > 0);
  if (found.length === 0) return <Value value={value} />;
  return found.map(([name, objects]) => <ObjectList key={name} objects={objects} />);
}

function Lines({ of }: { of: (readonly [key: string, text: string])[] }) {
  return (
    <ul className={styles.lines}>
      {of.map(([key, text]) => (
        <li key={key}>{text}</li>
      ))}
    </ul>
  );
}

function sayOrigin(origin: Origin | null): string {
  if (origin === null) return '–';
  if ('source' in origin) return origin.source;
  if (origin.kind === 'statement') return origin.method;
  if (origin.kind === 'events') return origin.last;
  return origin.name ?? '–';
}
