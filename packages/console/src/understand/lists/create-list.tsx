// Makes a list, and opens it.
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ApiError } from '../../api/error.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { isSlug, toSlug } from '../definitions/builder/draft-state.ts';
import styles from './lists.module.css';
import { useCreateList } from './lists-query.ts';

const NOTHING = { title: '', name: '' };

export function CreateList({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const create = useCreateList();
  const [told, setTold] = useState(NOTHING);
  // The name follows the title until somebody writes one.
  const follows = told.name === toSlug(told.title);
  const taken = create.error instanceof ApiError && create.error.code === 'name_taken';
  const tell = (changes: Partial<typeof NOTHING>) => {
    create.reset();
    setTold({ ...told, ...changes });
  };
  const valid = told.title.trim() !== '' && isSlug(told.name);
  const close = () => {
    create.reset();
    setTold(NOTHING);
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!valid) return;
    create.mutate(
      { name: told.name, title: told.title.trim() },
      { onSuccess: ({ name }) => void navigate({ to: '/lists/$name', params: { name } }) },
    );
  };
  return (
    <Dialog open={open} onClose={close} title={t('lists.create')}>
      <form onSubmit={submit} className={styles.form}>
        <TextField
          label={t('lists.name')}
          value={told.title}
          required
          maxLength={200}
          autoComplete="off"
          data-autofocus
          onChange={({ currentTarget: { value: title } }) =>
            tell({ title, ...(follows ? { name: toSlug(title) } : {}) })
          }
        />
        <TextField
          label={t('lists.slug')}
          help={t('lists.slugHelp')}
          fault={
            taken
              ? t('lists.taken')
              : told.name !== '' && !isSlug(told.name)
                ? t('lists.slugFault')
                : undefined
          }
          value={told.name}
          required
          maxLength={63}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => tell({ name: event.currentTarget.value })}
        />
        {create.isError && !taken && <ErrorState error={create.error} />}
        <div className={styles.formActions}>
          <Button onClick={close}>{t('ui.cancel')}</Button>
          <Button type="submit" look="primary" disabled={!valid} busy={create.isPending}>
            {t('lists.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
