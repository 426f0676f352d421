// Makes a member. Their password is generated, and shown this once.
import { type FormEvent, useState } from 'react';
import { useTranslation } from '../language/index.ts';
import { Button } from '../ui/button.tsx';
import { CopyableId } from '../ui/copyable.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { ErrorState } from '../ui/states.tsx';
import styles from './members.module.css';
import { type Role, useAddMember } from './members-query.ts';
import { RoleField } from './role-field.tsx';

/** Whoever is new gets no more than they need. */
const least = (roles: readonly Role[]): string =>
  (roles.find(({ slug }) => slug === 'reader') ?? roles.at(-1))?.slug ?? '';

export function AddMember({ roles, onClose }: { roles: Role[]; onClose: () => void }) {
  const { t } = useTranslation();
  const add = useAddMember();
  const [draft, setDraft] = useState({ email: '', name: '', role: least(roles) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ ...draft, name: draft.name.trim(), email: draft.email.trim() });
  };
  const text = (name: 'email' | 'name') => ({
    label: t(`members.${name}`),
    value: draft[name],
    required: true,
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) =>
      setDraft({ ...draft, [name]: event.currentTarget.value }),
  });
  if (add.data) {
    const { name, email, password } = add.data;
    return (
      <Dialog open onClose={onClose} title={t('members.added', { name })}>
        <div className={styles.form}>
          <p>{t('members.passwordWords')}</p>
          <dl className={styles.credentials}>
            <dt>{t('members.email')}</dt>
            <dd>
              <CopyableId id={email} />
            </dd>
            <dt>{t('members.password')}</dt>
            <dd>
              <CopyableId id={password} />
            </dd>
          </dl>
          <div className={styles.actions}>
            <Button look="primary" onClick={onClose}>
              {t('members.passwordKept')}
            </Button>
          </div>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog open onClose={onClose} title={t('members.add')} wide>
      <form className={styles.form} onSubmit={submit}>
        <TextField {...text('name')} maxLength={120} data-autofocus />
        <TextField {...text('email')} type="email" maxLength={320} />
        <RoleField value={draft.role} roles={roles} onValue={(role) => setDraft({ ...draft, role })} />
        {add.isError && <ErrorState error={add.error} />}
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button
            type="submit"
            look="primary"
            busy={add.isPending}
            disabled={draft.name.trim() === '' || draft.email.trim() === ''}
          >
            {t('members.addVerb')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
