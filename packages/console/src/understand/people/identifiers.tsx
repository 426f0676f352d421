// What names this person: each identifier as a chip, its origin on hover.
import { useState } from 'react';
import { useSourceName } from '../../connect/sources/source-names.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Section } from '../../ui/page.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { useIdentifierName } from './identifier-words.ts';
import type { Person } from './people-query.ts';
import styles from './person-parts.module.css';
import { byTelling, shortId } from './person-words.ts';

/** More devices than this say nothing that the first do not. */
const SHOWN_FIRST = 8;

export function Identifiers({ identifiers }: { identifiers: Person['identifiers'] }) {
  const { t } = useTranslation();
  const sourceOf = useSourceName();
  const nameOf = useIdentifierName();
  const [all, setAll] = useState(false);
  const ordered = byTelling(identifiers);
  const shown = all ? ordered : ordered.slice(0, SHOWN_FIRST);
  return (
    <Section title={t('people.identifiers')}>
      <ul className={styles.chips}>
        {shown.map((each) => (
          <li key={`${each.type} ${each.value}`} className={styles.chipItem}>
            <Chip
              kind={nameOf(each.type)}
              about={
                <Facts>
                  <Fact label={nameOf(each.type)}>{each.value}</Fact>
                  {each.original && each.original !== each.value && (
                    <Fact label={t('people.asGiven')}>{each.original}</Fact>
                  )}
                  <Fact label={t('people.givenBy')}>{sourceOf(each.source) ?? '–'}</Fact>
                  <Fact label={t('people.firstSeen')}>
                    <RelativeTime at={each.first_seen_at} exact />
                  </Fact>
                </Facts>
              }
            >
              {shortId(each.value)}
            </Chip>
          </li>
        ))}
      </ul>
      {ordered.length > SHOWN_FIRST && (
        <Button small look="quiet" className={styles.unfold} onClick={() => setAll(!all)}>
          {all ? t('ui.showLess') : t('people.allIdentifiers', { count: ordered.length })}
        </Button>
      )}
    </Section>
  );
}
