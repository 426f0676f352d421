// Whose an object is, what it refers to, and how many of each type refer to it.
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Section } from '../../ui/page.tsx';
import { useIdentifierName } from '../../understand/people/identifier-words.ts';
import { useObjectWords } from '../../understand/views/field-words.ts';
import styles from './catalog.module.css';
import type { OneObject } from './catalog-query.ts';

export function ObjectLinks({
  object: { id, person, references, referred_by: referredBy },
  purpose,
}: {
  object: OneObject;
  purpose: string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useIdentifierName();
  const { typeOf } = useObjectWords();
  return (
    <div>
      {person && (
        <Section title={t('catalog.belongsTo')}>
          <ul className={styles.links}>
            <li>
              <Link to="/people/$type/$value" params={person} search={{ purpose }}>
                {person.value}
              </Link>
              <span className={styles.quiet}>{nameOf(person.type)}</span>
            </li>
          </ul>
        </Section>
      )}
      {references.length > 0 && (
        <Section title={t('catalog.refersTo')}>
          <ul className={styles.links}>
            {references.map((one) => (
              <li key={`${one.path} ${one.id}`}>
                {one.type === 'segment' ? (
                  <Link to="/segments/$name" params={{ name: one.id }}>
                    {one.title ?? one.id}
                  </Link>
                ) : (
                  <Link to="/catalog/$type/objects/$id" params={{ type: one.type, id: one.id }}>
                    {one.title ?? one.id}
                  </Link>
                )}
                <span className={styles.quiet}>
                  {one.type === 'segment' ? t('catalog.segment') : typeOf(one.type)}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {referredBy.length > 0 && (
        <Section title={t('catalog.referredBy')}>
          <ul className={styles.links}>
            {referredBy.map(({ type, count }) => (
              <li key={type}>
                <Link to="/catalog/$type" params={{ type }} search={{ q: id }}>
                  {typeOf(type)}
                </Link>
                <span className={styles.quiet}>{format.number(count)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
