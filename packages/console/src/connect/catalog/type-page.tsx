// One type of the catalog: its objects, its fields with what they refer to, and which events tell of it.
import { IconDots, IconFileImport, IconPencil, IconTrash } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { ButtonLink, IconButton } from '../../ui/button.tsx';
import { CopyableId } from '../../ui/copyable.tsx';
import { ConfirmByName } from '../../ui/dialog.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { WhyNot } from '../../understand/definitions/why-not.tsx';
import styles from './catalog.module.css';
import { type TypeItem, useCatalogType, useRemoveType } from './catalog-query.ts';
import { FieldsTable } from './fields-table.tsx';
import { ObjectsTable } from './objects-table.tsx';
import { Tellers } from './tellers.tsx';

export function TypePage() {
  const { type: name = '' } = useParams({ strict: false });
  const type = useCatalogType(name);
  if (type.data) return <Whole key={name} type={type.data} />;
  return (
    <Page wide title={name}>
      {type.isError ? (
        <ErrorState error={type.error} onRetry={() => void type.refetch()} />
      ) : (
        <SkeletonRows rows={8} />
      )}
    </Page>
  );
}

function Whole({ type }: { type: TypeItem }) {
  const { t } = useTranslation();
  const { tab } = useSearch({ strict: false });
  const navigate = useNavigate();
  const mayChange = useMay('catalog:write');
  return (
    <Page
      wide
      title={type.title}
      id={<CopyableId id={type.name} />}
      about={t(type.of_person ? 'catalog.countOfPeople' : 'catalog.count', { count: type.objects })}
      actions={mayChange && <TypeActions type={type} />}
    >
      <Tabs
        label={type.title}
        chosen={tab ?? 'objects'}
        onChoose={(id) =>
          void navigate({
            to: '.',
            search: id === 'objects' ? {} : { tab: id },
            replace: true,
            resetScroll: false,
          })
        }
        tabs={[
          { id: 'objects', label: t('catalog.objects'), content: <ObjectsTable type={type} /> },
          { id: 'fields', label: t('catalog.fields'), content: <FieldsTable type={type} /> },
          { id: 'told', label: t('catalog.column.told'), content: <Tellers type={type} /> },
        ]}
      />
    </Page>
  );
}

function TypeActions({ type: { name, title } }: { type: TypeItem }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const remove = useRemoveType();
  const [removing, setRemoving] = useState(false);
  const params = { type: name };
  return (
    <>
      <ButtonLink to="/catalog/$type/import" params={params} icon={<IconFileImport aria-hidden="true" />}>
        {t('catalog.import.verb')}
      </ButtonLink>
      <ButtonLink to="/catalog/$type/edit" params={params} icon={<IconPencil aria-hidden="true" />}>
        {t('definitions.change')}
      </ButtonLink>
      <Menu
        align="end"
        items={[
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
        onClose={() => {
          remove.reset();
          setRemoving(false);
        }}
        title={t('definitions.removeTitle', { title })}
        name={name}
        verb={t('definitions.remove')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate(name, { onSuccess: () => void navigate({ to: '/catalog' }) })}
      >
        <p>{t('catalog.removeWords')}</p>
        <div className={styles.quiet}>
          <WhyNot error={remove.error} />
        </div>
      </ConfirmByName>
    </>
  );
}
