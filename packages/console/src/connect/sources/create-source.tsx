// Creates a source: a name and a kind; then its page shows how to send the first event.
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { ErrorState } from '../../ui/states.tsx';
import styles from './create-source.module.css';
import { type KnownKind, SOURCE_KINDS } from './kinds.ts';
import { useCreateSource } from './sources-query.ts';

export function CreateSource({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const create = useCreateSource();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<KnownKind>('browser');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(
      { name: name.trim(), kind },
      {
        onSuccess: (source) => {
          setName('');
          void navigate({ to: '/sources/$sourceId', params: { sourceId: String(source.id) } });
        },
      },
    );
  };
  return (
    <Dialog open={open} onClose={onClose} title={t('sources.create.title')}>
      <form className={styles.form} onSubmit={submit}>
        <TextField
          label={t('sources.create.name')}
          help={t('sources.create.nameHelp')}
          value={name}
          required
          maxLength={100}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <SelectField
          label={t('sources.create.kind')}
          help={t(`sources.kind.${kind}.help`)}
          value={kind}
          options={SOURCE_KINDS.map((each) => ({ value: each, label: t(`sources.kind.${each}.name`) }))}
          onChange={(event) =>
            setKind(SOURCE_KINDS.find((each) => each === event.currentTarget.value) ?? 'other')
          }
        />
        {create.isError && <ErrorState error={create.error} />}
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" look="primary" busy={create.isPending} disabled={name.trim() === ''}>
            {t('sources.create.verb')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
