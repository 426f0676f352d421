// The other kinds of what a view shows: segments, accounts with who else belongs to them, what happened lately.
import { Link } from '@tanstack/react-router';
import { useTranslation } from '../../language/index.ts';
import { Tag } from '../../ui/mark.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import styles from './answer.module.css';
import type { Happened, InSegment, ViewedAccount } from './answers.ts';
import { toWords } from './field-words.ts';
import { ToldValue } from './told-value.tsx';
import { useMaskedField } from './withheld.tsx';

export function Segments({ segments }: { segments: readonly InSegment[] }) {
  return (
    <ul className={styles.rows}>
      {segments.map(({ name, title, since }) => (
        <li key={name} className={styles.row}>
          <Link to="/segments/$name" params={{ name }}>
            {title}
          </Link>
          <span className={styles.quiet}>
            <RelativeTime at={since} />
          </span>
        </li>
      ))}
    </ul>
  );
}

export function Accounts({ accounts }: { accounts: readonly ViewedAccount[] }) {
  const { t } = useTranslation();
  return (
    <ul className={styles.rows}>
      {accounts.map(({ id, group_id, name, role, members, members_total: total, members_hidden: hidden }) => (
        <li key={id} className={styles.account}>
          <div className={styles.accountHead}>
            <h3>{name ?? group_id}</h3>
            {role && <Tag>{role}</Tag>}
          </div>
          {name !== null && <p className={styles.quiet}>{group_id}</p>}
          {total > 0 && <p className={styles.quiet}>{t('views.othersBelong', { count: total })}</p>}
          <ul className={styles.rows}>
            {members.map((member) => (
              <li key={member.id} className={styles.row}>
                <Link to="/people/$type/$value" params={{ type: 'profile_id', value: String(member.id) }}>
                  {member.display_name ?? t('people.anonymous')}
                </Link>
                {member.role && <Tag>{member.role}</Tag>}
              </li>
            ))}
          </ul>
          {hidden > 0 && <p className={styles.quiet}>{t('views.membersHidden', { count: hidden })}</p>}
        </li>
      ))}
    </ul>
  );
}

const CALLS = ['page', 'screen', 'identify', 'group', 'alias', 'track'] as const;

export function Happenings({ events, path }: { events: readonly Happened[]; path: string }) {
  const { t } = useTranslation();
  const maskOf = useMaskedField();
  const titleOf = ({ event, name }: Happened): string => {
    if ((event === 'page' || event === 'screen') && name) return t(`live.titleNamed.${event}`, { name });
    const call = CALLS.find((one) => one === event);
    return call ? t(`live.title.${call}`) : event;
  };
  return (
    <ol className={styles.rows}>
      {events.map((one, index) => {
        const told = Object.entries(one.properties).filter(([, value]) => value !== null);
        return (
          <li key={one.message_id ?? `${one.at} ${one.event} ${index}`} className={styles.happening}>
            <div className={styles.happeningHead}>
              <span className={styles.objectTitle}>{titleOf(one)}</span>
              <span className={styles.quiet}>
                {one.source} · <RelativeTime at={one.at} />
              </span>
            </div>
            {told.length > 0 && (
              <dl className={styles.objectFacts}>
                {told.map(([name, value]) => (
                  <div key={name}>
                    <dt>{toWords(name)}</dt>
                    <dd>
                      <ToldValue
                        name={name}
                        value={value}
                        beside={one.properties}
                        masked={maskOf(`${path}.${name}`)}
                      />
                    </dd>
                  </div>
                ))}
              </dl>
            )}
          </li>
        );
      })}
    </ol>
  );
}
