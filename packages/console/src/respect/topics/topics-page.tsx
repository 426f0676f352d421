// Topics and brands: what people may choose to hear about, and under whose name it comes.
import { IconPlus, IconTags } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { Table } from '../../ui/table/index.ts';
import { BrandForm } from './brand-form.tsx';
import { useBrandColumns, useTopicColumns } from './columns.tsx';
import { TopicForm } from './topic-form.tsx';
import { type Brand, type Topic, useBrands, useTopics } from './topics-query.ts';

/** The slug of the one that is open; `new`: which kind is made. */
export type TopicsSearch = { topic?: string; brand?: string; new?: string };

export function TopicsPage() {
  const { t } = useTranslation();
  const mayChange = useMay('preferences:write');
  const search = useSearch({ from: '/inside/topics' });
  const navigate = useNavigate({ from: '/topics' });
  const show = useCallback(
    (next: TopicsSearch) => void navigate({ search: next, replace: true, resetScroll: false }),
    [navigate],
  );
  const close = useCallback(() => show({}), [show]);
  const [topics, brands] = [useTopics(), useBrands()];
  const failed = [topics, brands].find((one) => one.isError && one.data === undefined);
  const known = brands.data?.items ?? [];
  const rows = topics.data?.items ?? [];
  const [topic, brand] = [
    rows.find(({ slug }) => slug === search.topic),
    known.find(({ slug }) => slug === search.brand),
  ];
  return (
    <Page
      wide
      title={t('topics.title')}
      about={t('topics.about')}
      actions={mayChange && known.length > 0 && <AddTopic show={show} />}
    >
      {failed ? (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      ) : !topics.data || !brands.data ? (
        <SkeletonRows rows={6} height={44} />
      ) : (
        <>
          <Topics rows={rows} brands={known} open={search.topic} mayChange={mayChange} show={show} />
          {known.length > 0 && <Brands rows={known} open={search.brand} mayChange={mayChange} show={show} />}
          {mayChange && (topic || search.new === 'topic') && (
            <TopicForm key={topic?.slug} topic={topic} known={rows} brands={known} onClose={close} />
          )}
          {mayChange && (brand || search.new === 'brand') && (
            <BrandForm key={brand?.slug} brand={brand} known={known} onClose={close} />
          )}
        </>
      )}
    </Page>
  );
}

type Show = { show: (next: TopicsSearch) => void };

function AddTopic({ show }: Show) {
  const { t } = useTranslation();
  return (
    <Button look="primary" icon={<IconPlus aria-hidden="true" />} onClick={() => show({ new: 'topic' })}>
      {t('topics.add')}
    </Button>
  );
}

type Part<Row> = Show & { rows: Row[]; open: string | undefined; mayChange: boolean };

/** A topic belongs to a brand, so that comes first. */
function Topics({ rows, brands, open, mayChange, show }: Part<Topic> & { brands: Brand[] }) {
  const { t } = useTranslation();
  const columns = useTopicColumns(brands);
  if (brands.length === 0)
    return (
      <EmptyState
        icon={<IconTags />}
        title={t('topics.noBrands')}
        action={
          mayChange && (
            <Button look="primary" onClick={() => show({ new: 'brand' })}>
              {t('topics.addBrand')}
            </Button>
          )
        }
      >
        <p>{t('topics.noBrandsWords')}</p>
      </EmptyState>
    );
  if (rows.length === 0)
    return (
      <EmptyState
        icon={<IconTags />}
        title={t('topics.empty')}
        action={mayChange && <AddTopic show={show} />}
      >
        <p>{t('topics.emptyWords')}</p>
      </EmptyState>
    );
  return (
    <Table
      name="topics"
      label={t('topics.title')}
      rows={rows}
      columns={columns}
      rowKey={bySlug}
      openKey={open}
      onOpen={mayChange ? ({ slug }) => show({ topic: slug }) : undefined}
    />
  );
}

function Brands({ rows, open, mayChange, show }: Part<Brand>) {
  const { t } = useTranslation();
  const columns = useBrandColumns();
  return (
    <Section
      title={t('topics.brands')}
      aside={mayChange && <Button onClick={() => show({ new: 'brand' })}>{t('topics.addBrand')}</Button>}
    >
      <Table
        name="brands"
        label={t('topics.brands')}
        rows={rows}
        columns={columns}
        rowKey={bySlug}
        openKey={open}
        onOpen={mayChange ? ({ slug }) => show({ brand: slug }) : undefined}
      />
    </Section>
  );
}

const bySlug = ({ slug }: { slug: string }) => slug;
