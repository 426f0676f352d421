// Before a decision: what would follow, in plain words, and why it is made. After it: what followed.
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from '../../../language/index.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { TextField } from '../../../ui/field.tsx';
import { Bone } from '../../../ui/skeleton.tsx';
import { ErrorState, Notice } from '../../../ui/states.tsx';
import { useIdentifierName } from '../identifier-words.ts';
import type { Identifier } from '../people-query.ts';
import { byTelling, shortId } from '../person-words.ts';
import styles from './decision.module.css';
import { type Decision, type Identity, type Outcome, useDecide, usePreview } from './identity-query.ts';

const SHOWN_MAX = 8;

/** `decision` absent: it is not complete yet, and `missing` says why; without that it is about to be. */
export function DecisionForm({
  decision,
  action,
  identity,
  onClose,
  missing,
}: {
  decision: Decision | undefined;
  action: Decision['action'];
  identity: Identity;
  onClose: () => void;
  missing?: string;
}) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const preview = usePreview(decision);
  const decide = useDecide();
  const why = reason.trim();
  if (decide.data) return <Done outcome={decide.data} identity={identity} onClose={onClose} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (decision && preview.isSuccess && why !== '' && !decide.isPending)
      decide.mutate({ decision, reason: why });
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <section className={styles.follows} aria-live="polite">
        <h3>{t('graph.follows')}</h3>
        {missing ? (
          <p className={styles.quiet}>{missing}</p>
        ) : !decision || preview.isPending ? (
          <Bone height={88} />
        ) : preview.isError ? (
          <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
        ) : (
          <People outcome={preview.data} identity={identity} />
        )}
      </section>
      <TextField
        label={t('graph.reason')}
        help={t('graph.reasonHelp')}
        value={reason}
        maxLength={500}
        autoComplete="off"
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {decide.isError && <ErrorState error={decide.error} />}
      <div className={styles.actions}>
        <Button onClick={onClose}>{t('ui.cancel')}</Button>
        <Button
          type="submit"
          look="primary"
          disabled={!decision || !preview.isSuccess || why === ''}
          busy={decide.isPending}
        >
          {t(`graph.verb.${action}`)}
        </Button>
      </div>
    </form>
  );
}

function Done({ outcome, identity, onClose }: { outcome: Outcome; identity: Identity; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.form}>
      <Notice tone="good">{t('graph.done')}</Notice>
      <People outcome={outcome} identity={identity} linked />
      <div className={styles.actions}>
        <Button look="primary" onClick={onClose} data-autofocus>
          {t('ui.close')}
        </Button>
      </div>
    </div>
  );
}

/** The people that there are afterwards, each with what names them. */
function People({
  outcome: { people, merged },
  identity,
  linked,
}: {
  outcome: Outcome;
  identity: Identity;
  linked?: boolean;
}) {
  const { t } = useTranslation();
  if (people.length === 0 && merged.length === 0)
    return <p className={styles.quiet}>{t('graph.nothingFollows')}</p>;
  const former = new Set(identity.merges.map((merge) => merge.from_profile_id));
  const titleOf = ({ id, is_new }: Outcome['people'][number]) => {
    if (id === identity.profile_id) return t('graph.person.this');
    if (!is_new) return t('graph.person.other', { id });
    return former.has(id) ? t('graph.person.back', { id }) : t('graph.person.new', { id });
  };
  return (
    <ul className={styles.people}>
      {people.map((person) => (
        <li key={person.id} className={styles.person}>
          <div className={styles.personTitle}>
            <span>{titleOf(person)}</span>
            {linked && (
              <Link to="/people/$type/$value" params={{ type: 'profile_id', value: person.id }}>
                {t('graph.openPerson')}
              </Link>
            )}
          </div>
          <Names identifiers={person.identifiers} />
        </li>
      ))}
      {merged.map((id) => (
        <li key={id} className={styles.quiet}>
          {t('graph.person.merged', { id })}
        </li>
      ))}
    </ul>
  );
}

function Names({ identifiers }: { identifiers: Identifier[] }) {
  const { t } = useTranslation();
  const typeOf = useIdentifierName();
  // A hash beside its address tells a reader nothing.
  const plain = identifiers.filter(({ type }) => type !== 'email_sha256');
  const shown = byTelling(plain.length > 0 ? plain : identifiers);
  return (
    <ul className={styles.names}>
      {shown.slice(0, SHOWN_MAX).map(({ type, value }) => (
        <li key={`${type} ${value}`}>
          <Chip kind={typeOf(type)}>{shortId(value)}</Chip>
        </li>
      ))}
      {shown.length > SHOWN_MAX && (
        <li className={styles.quiet}>{t('graph.more', { count: shown.length - SHOWN_MAX })}</li>
      )}
    </ul>
  );
}
