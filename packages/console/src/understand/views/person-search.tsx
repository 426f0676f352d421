// Whom a view is asked about: found by any identifier while typing, opened by click or Enter.
import { type KeyboardEvent, useId, useState } from 'react';
import { allItems } from '../../api/list.ts';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { useDebounced } from '../../ui/debounced.ts';
import { SearchField } from '../../ui/field.tsx';
import { useIdentifierName } from '../people/identifier-words.ts';
import { type Identifier, type PersonItem, usePeople } from '../people/people-query.ts';
import { byTelling, personName, shortId } from '../people/person-words.ts';
import { Portrait } from '../people/portrait.tsx';
import { guessIdentifier } from './guess-identifier.ts';
import styles from './person-search.module.css';

const SHOWN_MAX = 8;

export function PersonSearch({
  purpose,
  onPerson,
  focused,
}: {
  /** People are searched for what the view is for. */
  purpose: string;
  onPerson: (who: Identifier) => void;
  focused?: boolean;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const list = useId();
  const q = useDebounced(text.trim(), 80);
  const found = useFound(purpose, q);
  const isOpen = text.trim() !== '' && q !== '';
  const choose = (who: Identifier) => {
    setText('');
    onPerson(who);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.people.length > 0) {
      event.preventDefault();
      setChosen((chosen + step + found.people.length) % found.people.length);
    } else if (event.key === 'Enter' && text.trim() !== '') {
      event.preventDefault();
      const person = q === text.trim() ? found.people[chosen] : undefined;
      // Somebody who types faster than the search, or may not search, has an identifier in hand.
      choose(person ? toIdentifier(person) : guessIdentifier(text));
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the field inside, which is the combobox.
    <div className={styles.search} onKeyDown={onKeyDown}>
      <SearchField
        label={t('views.findPerson')}
        value={text}
        onValue={(next) => {
          setText(next);
          setChosen(0);
        }}
        shortcut
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && found.people[chosen] ? `${list}-${chosen}` : undefined}
        autoFocus={focused}
      />
      {isOpen && (
        <div className={styles.card}>
          <div role="listbox" id={list} aria-label={t('people.title')}>
            {found.people.map((person, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keyboard, as in every combobox.
              <div
                key={person.id}
                id={`${list}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === chosen}
                className={styles.option}
                onMouseMove={() => setChosen(index)}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(toIdentifier(person))}
              >
                <Portrait name={personName(person)} />
                <span className={styles.name}>{personName(person) ?? t('people.anonymous')}</span>
                <span className={styles.detail}>
                  {byTelling(person.identifiers)
                    .filter(({ value }) => value !== personName(person))
                    .slice(0, 2)
                    .map(({ value }) => shortId(value))
                    .join(' · ')}
                </span>
              </div>
            ))}
          </div>
          <Below text={text} found={found} />
        </div>
      )}
    </div>
  );
}

/** By something that stays readable in the address, where there is. */
function toIdentifier({ id, identifiers }: PersonItem): Identifier {
  const email = identifiers.find(({ type, value }) => type === 'email' && !value.includes('•'));
  return email ?? { type: 'profile_id', value: String(id) };
}

type Found = { people: PersonItem[]; isPending: boolean; isError: boolean };

function useFound(purpose: string, q: string): Found {
  const maySearch = useMay('profiles:read');
  const people = usePeople(purpose, q, maySearch && q !== '');
  if (!maySearch || q === '') return { people: [], isPending: false, isError: !maySearch };
  return {
    people: allItems(people.data).slice(0, SHOWN_MAX),
    isPending: people.isPending || people.isPlaceholderData,
    isError: people.isError,
  };
}

function Below({ text, found: { people, isPending, isError } }: { text: string; found: Found }) {
  const { t } = useTranslation();
  const nameOf = useIdentifierName();
  const { type, value } = guessIdentifier(text);
  return (
    <p className={styles.below} role="status">
      {people.length > 0
        ? ''
        : isPending
          ? t('ui.loading')
          : isError
            ? t('views.enterOpens', { type: nameOf(type), value })
            : t('people.noneFound', { q: value })}
    </p>
  );
}
