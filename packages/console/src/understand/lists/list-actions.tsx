// What can be done with a list beside putting people on it: another title, or taking it away.
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ConfirmByName, Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Menu } from '../../ui/menu.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { WhyNot } from '../definitions/why-not.tsx';
import styles from './lists.module.css';
import { type List, useDeleteList, useRenameList } from './lists-query.ts';

export function ListActions({ list }: { list: List }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const remove = useDeleteList();
  const [asked, setAsked] = useState<'rename' | 'remove'>();
  const close = () => {
    remove.reset();
    setAsked(undefined);
  };
  return (
    <>
      <Menu
        align="end"
        items={[
          { label: t('lists.rename'), icon: <IconPencil />, onPick: () => setAsked('rename') },
          { kind: 'line' },
          {
            label: t('definitions.remove'),
            icon: <IconTrash />,
            danger: true,
            onPick: () => setAsked('remove'),
          },
        ]}
      >
        <IconButton label={t('definitions.more')}>
          <IconDots />
        </IconButton>
      </Menu>
      {asked === 'rename' && <Rename list={list} onClose={close} />}
      <ConfirmByName
        open={asked === 'remove'}
        onClose={close}
        title={t('definitions.removeTitle', { title: list.title })}
        name={list.name}
        verb={t('definitions.remove')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate(list.name, { onSuccess: () => void navigate({ to: '/lists' }) })}
      >
        <p>{t('lists.removeWords')}</p>
        <WhyNot error={remove.error} />
      </ConfirmByName>
    </>
  );
}

function Rename({ list, onClose }: { list: List; onClose: () => void }) {
  const { t } = useTranslation();
  const rename = useRenameList();
  const [title, setTitle] = useState(list.title);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() !== '') rename.mutate({ name: list.name, title: title.trim() }, { onSuccess: onClose });
  };
  return (
    <Dialog open onClose={onClose} title={t('lists.renameTitle', { title: list.title })}>
      <form onSubmit={submit} className={styles.form}>
        <TextField
          label={t('lists.name')}
          value={title}
          required
          maxLength={200}
          autoComplete="off"
          data-autofocus
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        {rename.isError && <ErrorState error={rename.error} />}
        <div className={styles.formActions}>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" look="primary" disabled={title.trim() === ''} busy={rename.isPending}>
            {t('lists.rename')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
