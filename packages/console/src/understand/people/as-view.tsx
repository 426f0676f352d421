// Leads from the whole person to what each view shows of them.
import { IconLayoutGrid } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useViews } from '../views/views-query.ts';
import type { Identifier } from './people-query.ts';

export function AsView({ who: { type, value } }: { who: Identifier }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const views = useViews(useMay('views:read')).data?.items ?? [];
  const ofPeople = views.filter(({ about }) => about === 'person');
  if (ofPeople.length === 0) return null;
  return (
    <Menu
      align="end"
      items={ofPeople.map(({ name, title }) => ({
        label: t('people.asViewSees', { title }),
        onPick: () => void navigate({ to: '/views/$view/$type/$value', params: { view: name, type, value } }),
      }))}
    >
      <Button icon={<IconLayoutGrid aria-hidden="true" />}>{t('people.asView')}</Button>
    </Menu>
  );
}
