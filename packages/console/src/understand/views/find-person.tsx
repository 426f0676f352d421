// The person on the telephone, found by any identifier while it is spelled out.
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { allItems } from '../../api/list.ts';
import { useTranslation } from '../../language/index.ts';
import { useDebounced } from '../../ui/debounced.ts';
import { SearchField } from '../../ui/field.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { usePeople } from '../people/people-query.ts';
import { personName } from '../people/person-words.ts';
import styles from './views.module.css';

export function FindPerson({ view, purpose }: { view: string; purpose: string }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  return (
    <div className={styles.find}>
      <SearchField shortcut label={t('views.find')} value={text} onValue={setText} />
      {text.trim() !== '' && <Found view={view} purpose={purpose} text={text} onChosen={() => setText('')} />}
    </div>
  );
}

type FoundProps = { view: string; purpose: string; text: string; onChosen: () => void };

function Found({ view, purpose, text, onChosen }: FoundProps) {
  const { t } = useTranslation();
  const people = usePeople(purpose, useDebounced(text.trim(), 80));
  if (people.isError) return <ErrorState error={people.error} />;
  const rows = allItems(people.data).slice(0, 8);
  if (rows.length === 0) return people.isPending ? null : <p role="status">{t('views.nobody')}</p>;
  return (
    <ul className={styles.found}>
      {rows.map((person) => (
        <li key={String(person.id)}>
          <Link
            to="/views/$view/$type/$value"
            params={{ view, type: 'profile_id', value: String(person.id) }}
            onClick={onChosen}
          >
            {personName(person) ?? person.identifiers[0]?.value}
          </Link>
        </li>
      ))}
    </ul>
  );
}
