// Recipients as a table: those that a purpose names and of which nobody has said where they are say so.
import { useMemo } from 'react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { DecisionMark, StateMark } from '../../ui/mark.tsx';
import { type Column, Table } from '../../ui/table/index.ts';
import { useNameOfPurpose } from '../purposes/name-of-purpose.ts';
import { useMechanismWords, usePlaceWords } from './place-words.ts';
import type { RecipientRow } from './recipient-rows.ts';
import styles from './recipients.module.css';

export function RecipientsTable({
  rows,
  openKey,
  onOpen,
}: {
  rows: RecipientRow[];
  openKey: string | undefined;
  onOpen: ((row: RecipientRow) => void) | undefined;
}) {
  const { t } = useTranslation();
  return (
    <Table
      name="recipients"
      label={t('recipients.title')}
      rows={rows}
      columns={useRecipientColumns()}
      rowKey={({ slug }) => slug}
      openKey={openKey}
      onOpen={onOpen}
    />
  );
}

function useRecipientColumns(): Column<RecipientRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const purposeOf = useNameOfPurpose();
  const { country: countryOf, people } = usePlaceWords();
  const mechanismOf = useMechanismWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words of places and mechanisms change exactly when t and format do.
  return useMemo<Column<RecipientRow>[]>(
    () => [
      {
        id: 'recipient',
        header: t('recipients.column.recipient'),
        sortBy: ({ name }) => name,
        cell: ({ name, slug }) => (
          <span className={styles.twofold}>
            <span className={styles.name}>{name}</span>
            {name !== slug && <code className={styles.slug}>{slug}</code>}
          </span>
        ),
      },
      {
        id: 'country',
        header: t('recipients.column.country'),
        width: '164px',
        sortBy: ({ country }) => (country === null ? null : countryOf(country)),
        cell: ({ country }) =>
          country === null ? (
            <StateMark tone="waiting">{t('recipients.noCountry')}</StateMark>
          ) : (
            countryOf(country)
          ),
      },
      {
        id: 'mechanism',
        header: t('recipients.column.mechanism'),
        width: '20%',
        from: 'md',
        cell: ({ mechanism, safeguards }) => (
          <span className={styles.twofold}>
            {mechanism === 'none' ? (
              <span className={styles.quiet}>{mechanismOf(mechanism)}</span>
            ) : (
              format.asTitle(mechanismOf(mechanism))
            )}
            {safeguards && <span className={styles.slug}>{safeguards}</span>}
          </span>
        ),
      },
      {
        id: 'purposes',
        header: t('recipients.column.purposes'),
        width: '22%',
        from: 'lg',
        cell: ({ purposes }) =>
          purposes.length === 0 ? (
            <span className={styles.quiet}>{t('recipients.noPurpose')}</span>
          ) : (
            format.list(purposes.map(purposeOf))
          ),
      },
      {
        id: 'refused',
        header: t('recipients.column.refused'),
        width: '20%',
        from: 'sm',
        cell: ({ refused }) => (
          <span className={styles.marks}>
            {refused.map(({ jurisdiction, reason }) => (
              <DecisionMark
                key={jurisdiction}
                decision="deny"
                label={people(jurisdiction)}
                reason={t(`recipients.why.${reason}`)}
              />
            ))}
          </span>
        ),
      },
    ],
    [t, format, purposeOf],
  );
}
