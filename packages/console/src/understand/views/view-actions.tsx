// What can be done with a view: put it elsewhere, open the whole person, change it, take it away.
import { IconCode, IconDots, IconPencil, IconTrash, IconUser } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { Button, ButtonLink, IconButton } from '../../ui/button.tsx';
import { ConfirmByName } from '../../ui/dialog.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { WhyNot } from '../definitions/why-not.tsx';
import type { Identifier } from '../people/people-query.ts';
import { Embedding } from './embedding.tsx';
import { type OneView, useRemoveView } from './views-query.ts';

export function ViewActions({
  view,
  who,
  id,
}: {
  view: OneView;
  who?: Identifier | undefined;
  /** Of the person who is shown. */
  id?: string | undefined;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayChange = useMay('views:write');
  const maySeeWhole = useMay('profiles:read');
  const { embed } = useSearch({ strict: false });
  const [removing, setRemoving] = useState(false);
  const show = (isShown: boolean) =>
    void navigate({
      to: '.',
      search: isShown ? { embed: '1' } : {},
      replace: true,
      resetScroll: false,
    });
  const items: MenuItem[] = [
    {
      label: t('definitions.remove'),
      icon: <IconTrash />,
      danger: true,
      onPick: () => setRemoving(true),
    },
  ];
  return (
    <>
      {id !== undefined && maySeeWhole && (
        <ButtonLink
          to="/people/$type/$value"
          params={{ type: 'profile_id', value: String(id) }}
          search={{ purpose: view.purpose }}
          icon={<IconUser aria-hidden="true" />}
        >
          {t('views.wholePerson')}
        </ButtonLink>
      )}
      <Button icon={<IconCode aria-hidden="true" />} onClick={() => show(true)}>
        {t('views.embed.verb')}
      </Button>
      {mayChange && (
        <>
          <ButtonLink
            to="/views/$view/edit"
            params={{ view: view.name }}
            icon={<IconPencil aria-hidden="true" />}
          >
            {t('definitions.change')}
          </ButtonLink>
          <Menu align="end" items={items}>
            <IconButton label={t('definitions.more')}>
              <IconDots />
            </IconButton>
          </Menu>
          <Removing view={view} open={removing} onClose={() => setRemoving(false)} />
        </>
      )}
      {embed !== undefined && <Embedding view={view} who={who} onClose={() => show(false)} />}
    </>
  );
}

function Removing({
  view: { name, title },
  open,
  onClose,
}: {
  view: OneView;
  open: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const remove = useRemoveView();
  return (
    <ConfirmByName
      open={open}
      onClose={onClose}
      title={t('definitions.removeTitle', { title })}
      name={name}
      verb={t('definitions.remove')}
      busy={remove.isPending}
      onConfirm={() => remove.mutate(name, { onSuccess: () => void navigate({ to: '/views' }) })}
    >
      <p>{t('views.removeWords')}</p>
      <WhyNot error={remove.error} />
    </ConfirmByName>
  );
}
