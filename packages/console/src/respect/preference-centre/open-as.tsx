// Opens the page of a person as they see it, in a tab of its own: read only, for minutes, and each look is recorded.
import { IconEye } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { useIdentifierName } from '../../understand/people/identifier-words.ts';
import type { Identifier } from '../../understand/people/people-query.ts';
import { looksMasked } from '../masking/masked-fields.ts';
import { usePurpose } from '../purposes/current-purpose.ts';
import { useNameOfPurpose } from '../purposes/name-of-purpose.ts';
import styles from './centre.module.css';
import { useOpenAs } from './open-as-query.ts';

/** By which somebody is written to or called. */
const REACHED = ['email', 'phone'];

/** `identifiers`: of the person; left out: whoever is typed in. */
export function OpenAs({ identifiers }: { identifiers?: readonly Identifier[] }) {
  const { t } = useTranslation();
  const mayLook = useMay('consents:read');
  const [open, setOpen] = useState(false);
  const contacts = identifiers?.filter(
    // What is not shown in clear cannot be asked for.
    ({ type, value }) => REACHED.includes(type) && !looksMasked(value),
  );
  if (!mayLook || contacts?.length === 0) return null;
  return (
    <>
      <Button icon={<IconEye aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t(contacts ? 'consents.openAs.title' : 'consents.openAs.anybody')}
      </Button>
      {open && <OpenAsDialog contacts={contacts} onClose={() => setOpen(false)} />}
    </>
  );
}

function OpenAsDialog({ contacts, onClose }: { contacts: Identifier[] | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const { purpose } = usePurpose();
  const nameOf = useNameOfPurpose();
  const typeOf = useIdentifierName();
  const openAs = useOpenAs();
  const [contact, setContact] = useState<Identifier>(contacts?.[0] ?? { type: 'email', value: '' });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (contact.value.trim() === '' || openAs.isPending) return;
    // Opened by the press itself, or the browser would hold it back. It is told nothing of this page.
    const tab = window.open('about:blank', '_blank');
    if (tab !== null) tab.opener = null;
    openAs.mutate(
      { contact: { type: contact.type, value: contact.value.trim() }, purpose },
      {
        onSuccess: ({ url }) => {
          if (tab === null) return;
          tab.location.replace(url);
          onClose();
        },
        onError: () => tab?.close(),
      },
    );
  }
  const { data } = openAs;
  return (
    <Dialog open onClose={onClose} title={t(contacts ? 'consents.openAs.title' : 'consents.openAs.anybody')}>
      <form className={styles.group} onSubmit={submit}>
        <p>{t('consents.openAs.words', { purpose: nameOf(purpose) })}</p>
        {contacts ? (
          <SelectField
            label={t('consents.openAs.contact')}
            value={String(contacts.indexOf(contact))}
            options={contacts.map(({ type, value }, i) => ({
              value: String(i),
              label: `${typeOf(type)}: ${value}`,
            }))}
            onChange={(event) => setContact(contacts[Number(event.currentTarget.value)] ?? contact)}
          />
        ) : (
          <>
            <SelectField
              label={t('consents.openAs.type')}
              value={contact.type}
              options={REACHED.map((type) => ({ value: type, label: typeOf(type) }))}
              onChange={(event) => setContact({ ...contact, type: event.currentTarget.value })}
            />
            <TextField
              label={t('consents.openAs.contact')}
              value={contact.value}
              maxLength={512}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setContact({ ...contact, value: event.currentTarget.value })}
            />
          </>
        )}
        {openAs.isError && <ErrorState error={openAs.error} />}
        {data && (
          <a href={data.url} target="_blank" rel="noopener noreferrer">
            {t('consents.openAs.link')}
          </a>
        )}
        <div className={styles.footRow}>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" look="primary" busy={openAs.isPending} disabled={contact.value.trim() === ''}>
            {t('consents.openAs.verb')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
