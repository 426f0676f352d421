// What can be done with a segment or trait: change it, compute it anew, take it away.
import { IconDots, IconPencil, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { ButtonLink, IconButton } from '../../ui/button.tsx';
import { ConfirmByName } from '../../ui/dialog.tsx';
import { Menu } from '../../ui/menu.tsx';
import { showToast } from '../../ui/toast.tsx';
import { areaOf, type Kind, useRecompute, useRemove } from './kept-query.ts';
import { WhyNot } from './why-not.tsx';

export function KeptActions({
  kind,
  kept: { name, title },
}: {
  kind: Kind;
  kept: { name: string; title: string };
}) {
  const navigate = useNavigate();
  const recompute = useRecompute(kind);
  const remove = useRemove(kind);
  const area = areaOf(kind);
  const { t } = useTranslation();
  const [removing, setRemoving] = useState(false);
  const start = () =>
    recompute.mutate(name, { onSuccess: () => showToast(t('definitions.recomputing', { title })) });
  return (
    <>
      <ButtonLink
        to={`/${area}/$name/edit`}
        params={{ name }}
        look="primary"
        icon={<IconPencil aria-hidden="true" />}
      >
        {t('definitions.change')}
      </ButtonLink>
      <Menu
        align="end"
        items={[
          { label: t('definitions.recompute'), icon: <IconRefresh />, onPick: start },
          { kind: 'line' },
          {
            label: t('definitions.remove'),
            icon: <IconTrash />,
            danger: true,
            onPick: () => setRemoving(true),
          },
        ]}
      >
        <IconButton label={t('definitions.more')}>
          <IconDots />
        </IconButton>
      </Menu>
      <ConfirmByName
        open={removing}
        onClose={() => setRemoving(false)}
        title={t('definitions.removeTitle', { title })}
        name={name}
        verb={t('definitions.remove')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate(name, { onSuccess: () => void navigate({ to: `/${area}` }) })}
      >
        <p>{t('definitions.removeWords')}</p>
        <WhyNot error={remove.error} />
      </ConfirmByName>
    </>
  );
}
