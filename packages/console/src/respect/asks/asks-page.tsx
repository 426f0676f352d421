// Asks: what pages ask their visitors for, and how often each was shown, answered and refused.
import { IconMessageQuestion, IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useMay } from '../../app/session.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { AskEditor } from './ask-editor.tsx';
import styles from './asks.module.css';
import { COUNTED_DAYS, useAskCounts, useAsks } from './asks-query.ts';
import { AsksTable } from './asks-table.tsx';

/** `inspect`: the slug of the one that is changed. */
export type AsksSearch = { inspect?: string; new?: string };

export function AsksPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const mayChange = useMay('sources:write');
  const search = useSearch({ from: '/inside/asks' });
  const navigate = useNavigate({ from: '/asks' });
  const show = useCallback(
    (next: AsksSearch) => void navigate({ search: next, replace: true, resetScroll: false }),
    [navigate],
  );
  const close = useCallback(() => show({}), [show]);
  const list = useAsks();
  const counts = useAskCounts();
  const asks = list.data?.items ?? [];
  const open = asks.find(({ slug }) => slug === search.inspect);
  const add = mayChange && (
    <Button look="primary" icon={<IconPlus aria-hidden="true" />} onClick={() => show({ new: '1' })}>
      {t('asks.add')}
    </Button>
  );
  return (
    <Page wide title={t('asks.title')} about={t('asks.about')} actions={asks.length > 0 && add}>
      {list.isError ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <SkeletonRows rows={5} height={56} />
      ) : asks.length === 0 ? (
        <EmptyState icon={<IconMessageQuestion />} title={t('asks.empty')} action={add}>
          <p>{t('asks.emptyWords')}</p>
        </EmptyState>
      ) : (
        <>
          <AsksTable
            asks={asks}
            counts={counts.data?.items}
            openKey={search.inspect}
            onOpen={mayChange ? ({ slug }) => show({ inspect: slug }) : undefined}
          />
          <p className={styles.note}>{t('asks.counted', { days: format.number(COUNTED_DAYS) })}</p>
        </>
      )}
      {mayChange && list.data && (open || search.new !== undefined) && (
        <AskEditor key={open?.slug} ask={open} known={asks} onClose={close} />
      )}
    </Page>
  );
}
