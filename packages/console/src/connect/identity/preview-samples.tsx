// Samples of what would change: the people as they are, and as they would be.
import { IconArrowRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Chip } from '../../ui/chip.tsx';
import { useIdentifierName } from '../../understand/people/identifier-words.ts';
import type { Identifier } from '../../understand/people/people-query.ts';
import { byTelling, shortId } from '../../understand/people/person-words.ts';
import styles from './identity.module.css';
import type { Sample } from './rules-query.ts';

/** More identifiers than this say nothing that the first do not. */
const SHOWN_MAX = 6;

/** `of` so many changes in all. */
export function Samples({ samples, of }: { samples: Sample[]; of: number }) {
  const { t } = useTranslation();
  return (
    <>
      <h3>
        {samples.length < of
          ? t('identity.review.samplesOf', { shown: samples.length, of })
          : t('identity.review.samples')}
      </h3>
      <ul className={styles.samples}>
        {samples.map((sample) => (
          <li key={`${sample.kind} ${sample.before.map(({ id }) => id).join(' ')}`} className={styles.sample}>
            <p className={styles.sampleTitle}>
              {sample.kind === 'split'
                ? t('identity.review.split', { count: sample.after.length })
                : t('identity.review.merge', { count: sample.before.length })}
            </p>
            <Side label={t('identity.review.nowPeople')} people={sample.before} />
            <IconArrowRight className={styles.sampleArrow} aria-hidden="true" />
            <Side label={t('identity.review.thenPeople')} people={sample.after} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Side({
  label,
  people,
}: {
  label: string;
  people: { id: string | null; identifiers: Identifier[] }[];
}) {
  const { t } = useTranslation();
  return (
    <div className={styles.side}>
      <p className={styles.sideLabel}>{label}</p>
      <ul className={styles.sidePeople}>
        {people.map((person, index) => (
          <PersonBox
            key={person.id ?? `new ${index}`}
            title={
              person.id === null ? (
                t('identity.review.newPerson')
              ) : (
                <Link to="/people/$type/$value" params={{ type: 'profile_id', value: person.id }}>
                  {t('identity.review.person', { id: person.id })}
                </Link>
              )
            }
            identifiers={person.identifiers}
          />
        ))}
      </ul>
    </div>
  );
}

function PersonBox({ title, identifiers }: { title: ReactNode; identifiers: Identifier[] }) {
  const { t } = useTranslation();
  const nameOf = useIdentifierName();
  const shown = byTelling(identifiers).slice(0, SHOWN_MAX);
  return (
    <li className={styles.personBox}>
      <p className={styles.personTitle}>{title}</p>
      <ul className={styles.chips}>
        {shown.map(({ type, value }) => (
          <li key={`${type} ${value}`}>
            <Chip kind={nameOf(type)}>{shortId(value)}</Chip>
          </li>
        ))}
        {identifiers.length > SHOWN_MAX && (
          <li className={styles.quiet}>
            {t('identity.review.more', { count: identifiers.length - SHOWN_MAX })}
          </li>
        )}
      </ul>
    </li>
  );
}
