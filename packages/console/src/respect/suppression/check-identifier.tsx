// Is somebody on the list? The value goes to the server, is kept nowhere, and stands in no address.
import { IconSearch } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { StateMark } from '../../ui/mark.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { useIdentifierTypes } from './identifier-types.ts';
import styles from './suppression.module.css';
import { useSuppressionWords } from './suppression-words.ts';
import { type Found, useCheck } from './suppressions-query.ts';

export function CheckIdentifier({
  mayLift,
  onLift,
}: {
  mayLift: boolean;
  onLift: (found: Found, onLifted: () => void) => void;
}) {
  const { t } = useTranslation();
  const types = useIdentifierTypes();
  const check = useCheck();
  const [type, setType] = useState('email');
  const [value, setValue] = useState('');
  const asked = { type, value: value.trim() };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (asked.value !== '') check.mutate(asked);
  };
  return (
    <div className={styles.check}>
      <form onSubmit={submit} className={styles.checkForm}>
        <SelectField
          label={t('suppressions.kind')}
          options={types}
          value={type}
          onChange={(event) => {
            setType(event.currentTarget.value);
            check.reset();
          }}
        />
        <TextField
          label={t('suppressions.value')}
          value={value}
          autoComplete="off"
          spellCheck={false}
          maxLength={512}
          onChange={(event) => {
            setValue(event.currentTarget.value);
            check.reset();
          }}
        />
        <Button
          type="submit"
          icon={<IconSearch aria-hidden="true" />}
          busy={check.isPending}
          disabled={asked.value === ''}
        >
          {t('suppressions.check')}
        </Button>
      </form>
      <div role="status" className={styles.answer}>
        {check.data?.length === 0 && <StateMark tone="plain">{t('suppressions.notOnList')}</StateMark>}
        {check.data && check.data.length > 0 && (
          <FoundEntries
            found={check.data}
            onLift={mayLift ? (one) => onLift(one, () => check.mutate(asked)) : undefined}
          />
        )}
      </div>
      {check.isError && <ErrorState error={check.error} />}
    </div>
  );
}

function FoundEntries({ found, onLift }: { found: Found[]; onLift: ((found: Found) => void) | undefined }) {
  const { t } = useTranslation();
  const words = useSuppressionWords();
  return (
    <ul className={styles.found} aria-label={t('suppressions.onList')}>
      {found.map((one) => (
        <li key={`${one.scope} ${one.channel}`} className={styles.foundRow}>
          <span className={styles.foundWords}>
            <StateMark tone="off">{words.held(one)}</StateMark>
            <span className={styles.quiet}>
              <RelativeTime at={one.since} />
            </span>
          </span>
          {onLift && (
            <Button
              small
              onClick={() => onLift(one)}
              aria-label={t('suppressions.liftThis', { what: words.held(one) })}
            >
              {t('suppressions.lift')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
