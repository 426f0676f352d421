// What was computed about one person: the segments they are in, since when, and their traits; each leads to why.
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from '../../language/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Section } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import type { Person } from '../people/people-query.ts';
import { Value } from '../people/value.tsx';
import styles from './definitions.module.css';
import { useTitles } from './titles.ts';

export function PersonDefinitions({ person }: { person: Person }) {
  const { t } = useTranslation();
  const titleOf = useTitles();
  const traits = Object.entries(person.traits);
  const search = { tab: 'why', who: `profile_id:${person.id}` };
  if (person.segments.length === 0 && traits.length === 0)
    return (
      <EmptyState title={t('definitions.nothingComputed')}>
        <p>{t('definitions.nothingComputedWords')}</p>
      </EmptyState>
    );
  return (
    <div className={styles.computed}>
      <Section title={t('segments.title')}>
        {person.segments.length === 0 ? (
          <p className={styles.quiet}>{t('definitions.inNone')}</p>
        ) : (
          <ul className={styles.sample}>
            {person.segments.map(({ name, since }) => (
              <Row
                key={name}
                title={titleOf(`segment:${name}`)}
                to={{ to: '/segments/$name', params: { name } }}
                why={{ to: '/segments/$name', params: { name }, search }}
                note={<RelativeTime at={since} />}
              />
            ))}
          </ul>
        )}
      </Section>
      <Section title={t('traits.title')}>
        {traits.length === 0 ? (
          <p className={styles.quiet}>{t('definitions.hasNone')}</p>
        ) : (
          <ul className={styles.sample}>
            {traits.map(([name, { value, computed_at: at, evidence }]) => (
              <Row
                key={name}
                title={titleOf(`trait:${name}`)}
                to={{ to: '/traits/$name', params: { name } }}
                why={{ to: '/traits/$name', params: { name }, search }}
                note={
                  <>
                    {typeof evidence === 'number' && (
                      <span className={styles.roomy}>
                        {t('definitions.eventsBehind', { count: evidence })} ·{' '}
                      </span>
                    )}
                    <RelativeTime at={at} />
                  </>
                }
              >
                <Value value={value} />
              </Row>
            ))}
          </ul>
        )}
      </Section>
    </div>
  );
}

function Row({
  title,
  to,
  why,
  note,
  children,
}: {
  title: string;
  to: LinkProps;
  why: LinkProps;
  note: ReactNode;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <li className={styles.computedRow}>
      <Link {...to} className={styles.computedTitle}>
        {title}
      </Link>
      {children !== undefined && <span className={styles.computedValue}>{children}</span>}
      <span className={styles.quiet}>{note}</span>
      <ButtonLink {...why} small look="quiet">
        {t('definitions.why')}
        <span className="visually-hidden"> {title}</span>
      </ButtonLink>
    </li>
  );
}
