// Quarantine: messages that could not be accepted, by reason, to be inspected, sent again, or thrown away.
import { IconCircleCheck, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { allItems } from '../../api/list.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { WithInspector } from '../../ui/inspector.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table/index.ts';
import { RelativeTime } from '../../ui/time.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useSources } from '../sources/sources-query.ts';
import { DropDialog } from './drop-dialog.tsx';
import { QuarantineInspector } from './quarantine-inspector.tsx';
import { type QuarantineItem, useQuarantine, useQuarantineReasons, useReplay } from './quarantine-query.ts';
import { ReasonList } from './reason-list.tsx';
import { useReasonWords } from './reason-words.ts';

export function QuarantinePage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { reason, source, inspect } = useSearch({ from: '/inside/quarantine' });
  const navigate = useNavigate({ from: '/quarantine' });
  const list = useQuarantine({ reason, source });
  const reasons = useQuarantineReasons();
  const sources = useSources().data?.items ?? [];
  const reasonWords = useReasonWords();
  const columns = useQuarantineColumns();
  const replay = useReplay();
  const [dropping, setDropping] = useState(false);
  const items = allItems(list.data);
  const chosenReason = reasons.data?.items.find((each) => each.code === reason);

  const change = useCallback(
    (changes: { reason?: string; source?: string; inspect?: string }) =>
      void navigate({ search: (before) => ({ ...before, ...changes }), replace: true, resetScroll: false }),
    [navigate],
  );
  const close = useCallback(() => change({ inspect: undefined }), [change]);
  const replayReason = (code: string) =>
    replay.mutate(
      { reason: code },
      { onSuccess: ({ replayed }) => showToast(t('quarantine.replayed', { count: replayed })) },
    );

  return (
    <Page
      wide
      title={t('quarantine.title')}
      about={t('quarantine.about')}
      actions={
        chosenReason && (
          <>
            <Button
              icon={<IconRefresh aria-hidden="true" />}
              busy={replay.isPending}
              onClick={() => replayReason(chosenReason.code)}
            >
              {t('quarantine.replayAll', { count: chosenReason.count })}
            </Button>
            <Button look="danger" icon={<IconTrash aria-hidden="true" />} onClick={() => setDropping(true)}>
              {t('quarantine.dropAll', { count: chosenReason.count })}
            </Button>
          </>
        )
      }
    >
      {replay.isError && <ErrorState error={replay.error} />}
      {reasons.data && reasons.data.items.length > 0 && (
        <ReasonList
          reasons={reasons.data.items}
          chosen={reason}
          onChoose={(code) => change({ reason: code, inspect: undefined })}
        />
      )}
      <WithInspector inspector={inspect && <QuarantineInspector id={inspect} onClose={close} />}>
        {list.isPending ? (
          <SkeletonRows rows={8} height={44} />
        ) : list.isError ? (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        ) : items.length === 0 && !reason && !source ? (
          <EmptyState icon={<IconCircleCheck />} title={t('quarantine.empty')}>
            <p>{t('quarantine.emptyWords')}</p>
          </EmptyState>
        ) : (
          <>
            <Table
              name="quarantine"
              label={t('quarantine.title')}
              rows={items}
              columns={columns}
              rowKey={(each) => String(each.id)}
              openKey={inspect}
              onOpen={(each) =>
                change({ inspect: String(each.id) === inspect ? undefined : String(each.id) })
              }
              onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
              loadingMore={list.isFetchingNextPage}
              toolbar={
                <FilterChips
                  filters={[
                    {
                      id: 'reason',
                      label: t('quarantine.column.reason'),
                      options: (reasons.data?.items ?? []).map((each) => ({
                        value: each.code,
                        label: reasonWords(each).title,
                      })),
                    },
                    {
                      id: 'source',
                      label: t('quarantine.column.source'),
                      options: sources.map((each) => ({ value: String(each.id), label: each.name })),
                    },
                  ]}
                  chosen={{ reason, source }}
                  onChange={(id, value) => change({ [id]: value, inspect: undefined })}
                />
              }
            />
            {items.length === 0 && (
              <EmptyState title={t('quarantine.noneFound')}>
                <p>{t('quarantine.noneFoundWords')}</p>
              </EmptyState>
            )}
          </>
        )}
      </WithInspector>
      {chosenReason && (
        <DropDialog
          open={dropping}
          onClose={() => setDropping(false)}
          choice={{ reason: chosenReason.code }}
          count={chosenReason.count}
          name={format.number(chosenReason.count)}
          onDropped={() => change({ reason: undefined, inspect: undefined })}
        />
      )}
    </Page>
  );
}

function useQuarantineColumns(): Column<QuarantineItem>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const reasonWords = useReasonWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change exactly when t does.
  return useMemo<Column<QuarantineItem>[]>(
    () => [
      {
        id: 'reason',
        header: t('quarantine.column.reason'),
        width: '30%',
        cell: (item) => reasonWords(item.reason).title,
      },
      {
        id: 'excerpt',
        header: t('quarantine.column.excerpt'),
        from: 'md',
        cell: (item) => <code style={{ color: 'var(--text-2)' }}>{item.excerpt}</code>,
      },
      {
        id: 'source',
        header: t('quarantine.column.source'),
        width: '16%',
        from: 'sm',
        cell: (item) => item.source.name,
      },
      {
        id: 'type',
        header: t('quarantine.column.type'),
        width: '90px',
        hidden: true,
        cell: (item) => item.type ?? '–',
      },
      {
        id: 'size',
        header: t('quarantine.column.size'),
        width: '110px',
        align: 'end',
        from: 'lg',
        cell: (item) => format.bytes(item.size_bytes),
      },
      {
        id: 'received',
        header: t('quarantine.column.received'),
        width: '110px',
        align: 'end',
        cell: (item) => <RelativeTime at={item.received_at} />,
      },
    ],
    [t, format],
  );
}
