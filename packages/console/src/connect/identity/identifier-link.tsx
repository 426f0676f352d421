// An identifier within a sentence: what kind it is, its value, and the way to its person.
import { Link } from '@tanstack/react-router';
import { useIdentifierName } from '../../understand/people/identifier-words.ts';
import type { Identifier } from '../../understand/people/people-query.ts';
import { shortId } from '../../understand/people/person-words.ts';
import styles from './identity.module.css';

/** `to` is the id of the person; null where the identifier is nobody's; absent: it is found by itself. */
export function IdentifierLink({
  identifier: { type, value },
  to,
}: {
  identifier: Identifier;
  to?: string | null;
}) {
  const nameOf = useIdentifierName();
  const person = to === undefined ? { type, value } : { type: 'profile_id', value: to ?? '' };
  return (
    <span className={styles.identifier} title={value}>
      <span className={styles.kind}>{nameOf(type)}</span>{' '}
      {to === null ? (
        <span>{shortId(value)}</span>
      ) : (
        <Link to="/people/$type/$value" params={person}>
          {shortId(value)}
        </Link>
      )}
    </span>
  );
}
