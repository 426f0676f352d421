// What was told about this person: value, source and age; the history of each is one click away. Hidden ones say why.
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useSourceName } from '../../connect/sources/source-names.ts';
import { useTranslation } from '../../language/index.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { useMediaQuery } from '../../ui/inspector.tsx';
import { Section } from '../../ui/page.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { HiddenFields, MaskedFields } from './hidden-fields.tsx';
import { Lineage } from './lineage.tsx';
import type { Identifier, Person } from './people-query.ts';
import styles from './person-parts.module.css';
import { Value } from './value.tsx';

/** More would push the story off the screen. */
const SHOWN_FIRST = 10;
const SHOWN_FIRST_NARROW = 4;

export function Attributes({ who, person, purpose }: { who: Identifier; person: Person; purpose: string }) {
  const { t } = useTranslation();
  const sourceOf = useSourceName();
  const [all, setAll] = useState(false);
  const first = useMediaQuery('(max-width: 760px)') ? SHOWN_FIRST_NARROW : SHOWN_FIRST;
  const [asked, setAsked] = useState<string>();
  const names = Object.keys(person.attributes).sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  const shown = all ? names : names.slice(0, first);
  return (
    <Section title={t('people.attributes')}>
      {names.length === 0 && person.denied.length === 0 && (
        <p className={styles.quiet}>{t('people.noAttributes')}</p>
      )}
      <ul className={styles.attributes}>
        {shown.map((name) => {
          const attribute = person.attributes[name];
          if (!attribute) return null;
          return (
            <li key={name} className={styles.attribute}>
              <div className={styles.attributeName}>{name}</div>
              <div className={styles.attributeWords}>
                <Value value={attribute.value} />
                <div className={styles.origin}>
                  <span>{sourceOf(attribute.source) ?? t('people.unknownSource')}</span>
                  <RelativeTime at={attribute.collected_at} />
                </div>
              </div>
              <IconButton
                label={t('people.whereFrom', { attribute: name })}
                className={styles.why}
                onClick={() => setAsked(name)}
              >
                <IconHistory />
              </IconButton>
            </li>
          );
        })}
      </ul>
      {names.length > first && (
        <Button small look="quiet" onClick={() => setAll(!all)}>
          {all ? t('people.fewerAttributes') : t('people.allAttributes', { count: names.length })}
        </Button>
      )}
      <MaskedFields masked={person.masked} />
      <HiddenFields denied={person.denied} />
      {asked && <Lineage who={who} attribute={asked} purpose={purpose} onClose={() => setAsked(undefined)} />}
    </Section>
  );
}

const FIRST = [
  'name',
  'first_name',
  'firstName',
  'last_name',
  'lastName',
  'email',
  'phone',
  'city',
  'country',
];

function rank(name: string): number {
  const place = FIRST.indexOf(name);
  return place === -1 ? FIRST.length : place;
}
