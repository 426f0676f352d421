// What was computed about this person: traits and segments. Shown once there are any.
import { Link } from '@tanstack/react-router';
import { useTranslation } from '../../language/index.ts';
import { Section } from '../../ui/page.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { useTitles } from '../definitions/titles.ts';
import type { Person } from './people-query.ts';
import styles from './person-parts.module.css';
import { Value } from './value.tsx';

export function Computed({ person }: { person: Person }) {
  const { t } = useTranslation();
  const titleOf = useTitles();
  const traits = Object.entries(person.traits);
  return (
    <>
      {person.segments.length > 0 && (
        <Section title={t('people.segments')}>
          <ul>
            {person.segments.map((segment) => (
              <li key={segment.name} className={styles.row}>
                <div className={styles.rowTitle}>
                  <Link to="/segments/$name" params={{ name: segment.name }}>
                    {titleOf(`segment:${segment.name}`)}
                  </Link>
                  <span className={styles.origin}>
                    <RelativeTime at={segment.since} />
                  </span>
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {traits.length > 0 && (
        <Section title={t('people.traits')}>
          <ul>
            {traits.map(([name, trait]) => (
              <li key={name} className={styles.row}>
                <div className={styles.attributeName}>{titleOf(`trait:${name}`)}</div>
                <Value value={trait.value} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
