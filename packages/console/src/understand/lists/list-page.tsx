// One list: who is on it, put there and taken off by hand.
import { IconUserPlus } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { PurposePicker } from '../../respect/purposes/purpose-picker.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyableId } from '../../ui/copyable.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { AddPeople } from './add-people.tsx';
import { ListActions } from './list-actions.tsx';
import { type List, useList } from './lists-query.ts';
import { PeopleOnList } from './people-on-list.tsx';

export function ListPage() {
  const { name } = useParams({ from: '/inside/lists/$name' });
  const list = useList(name);
  if (list.data) return <Whole key={name} list={list.data} />;
  return (
    <Page wide title={name}>
      {list.isError ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <SkeletonRows rows={8} height={44} />
      )}
    </Page>
  );
}

function Whole({ list }: { list: List }) {
  const { t } = useTranslation();
  const mayChange = useMay('lists:write');
  const { add: adding } = useSearch({ from: '/inside/lists/$name' });
  const navigate = useNavigate({ from: '/lists/$name' });
  const setAdding = (add: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, add }), replace: true, resetScroll: false });
  const { name, title, people } = list;
  const add = mayChange && (
    <Button look="primary" icon={<IconUserPlus aria-hidden="true" />} onClick={() => setAdding('1')}>
      {t('lists.add')}
    </Button>
  );
  return (
    <Page
      wide
      title={title}
      id={<CopyableId id={name} />}
      about={people > 0 && t('lists.summary', { count: people })}
      actions={
        <>
          <PurposePicker />
          {people > 0 && add}
          {mayChange && <ListActions list={list} />}
        </>
      }
    >
      <PeopleOnList list={list} mayChange={mayChange} add={add} />
      <AddPeople list={list} open={adding !== undefined && mayChange} onClose={() => setAdding(undefined)} />
    </Page>
  );
}
