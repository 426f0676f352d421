// Purposes: what data may be used for. What silence means and on what ground are seen at a glance; a row leads to its page.
import { IconPlus, IconShieldCheck } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { Table } from '../../ui/table/index.ts';
import { usePurposeColumns, useRetiredColumns } from './purpose-columns.tsx';
import { PurposeEditor } from './purpose-editor.tsx';
import { type Purpose, usePurposes, useRetiredPurposes } from './purposes-query.ts';

export function PurposesPage() {
  const { t } = useTranslation();
  const purposes = usePurposes();
  const may = useMay('purposes:write');
  const { new: isNew } = useSearch({ from: '/inside/purposes' });
  const navigate = useNavigate({ from: '/purposes' });
  const publish = may && (
    <Button
      look="primary"
      icon={<IconPlus aria-hidden="true" />}
      onClick={() => void navigate({ search: { new: '1' } })}
    >
      {t('purposes.publish')}
    </Button>
  );
  const rows = purposes.data?.items ?? [];
  const columns = usePurposeColumns();
  return (
    <Page wide title={t('purposes.title')} about={t('purposes.about')} actions={publish}>
      {purposes.isPending ? (
        <SkeletonRows rows={12} height={60} />
      ) : purposes.isError && rows.length === 0 ? (
        <ErrorState error={purposes.error} onRetry={() => void purposes.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState icon={<IconShieldCheck />} title={t('purposes.empty')} action={publish}>
          <p>{t('purposes.emptyWords')}</p>
        </EmptyState>
      ) : (
        <Table
          name="purposes"
          label={t('purposes.title')}
          rows={rows}
          columns={columns}
          rowKey={bySlug}
          rowLink={toPurpose}
        />
      )}
      {purposes.data && <Retired />}
      {may && isNew !== undefined && (
        <PurposeEditor onClose={() => void navigate({ search: {}, replace: true })} />
      )}
    </Page>
  );
}

/** Those that were ended. Nothing is said where there are none. */
function Retired() {
  const { t } = useTranslation();
  const rows = useRetiredPurposes().data?.items ?? [];
  const columns = useRetiredColumns();
  return rows.length === 0 ? null : (
    <Section title={t('purposes.retired.title')}>
      <Table
        name="purposes-retired"
        label={t('purposes.retired.title')}
        rows={rows}
        columns={columns}
        rowKey={bySlug}
        rowLink={toPurpose}
      />
    </Section>
  );
}

const bySlug = ({ slug }: Purpose) => slug;
const toPurpose = ({ slug }: Purpose) => ({ to: '/purposes/$slug', params: { slug } }) as const;
