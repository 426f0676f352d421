// Live: events as they arrive, filtered, paused, and inspected one by one.
import { IconBroadcast, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useCallback, useEffect } from 'react';
import { useTranslation } from '../../language/index.ts';
import { PurposePicker } from '../../respect/purposes/purpose-picker.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { SearchField } from '../../ui/field.tsx';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { WithInspector } from '../../ui/inspector.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState, Notice } from '../../ui/states.tsx';
import { Table } from '../../ui/table/index.ts';
import { EventInspector } from './event-inspector.tsx';
import { useLiveColumns } from './live-columns.tsx';
import { useLiveFilters } from './live-filters.ts';
import { useLive } from './live-state.ts';
import { StreamMark } from './stream-mark.tsx';

type Live = ReturnType<typeof useLive>;

export function LivePage() {
  const { t } = useTranslation();
  const live = useLive();
  const { stream, shown, paused, inspect, change, purpose } = live;
  const columns = useLiveColumns(purpose, shown.length === 0 || shown.some((each) => each.excerpt));
  const filters = useLiveFilters(stream.events);
  const close = useCallback(() => change({ inspect: undefined }), [change]);
  usePauseKey(() => (paused ? live.resume() : live.pause()));
  const firstUse = shown.length === 0 && !live.filtered && live.recent.isSuccess;
  return (
    <Page
      wide
      title={t('live.pageTitle')}
      about={t('live.about')}
      state={<StreamMark state={stream.state} paused={paused} />}
      actions={
        <>
          <PurposePicker />
          <PauseButton live={live} />
        </>
      }
    >
      {stream.state === 'broken' && <Notice>{t('live.broken')}</Notice>}
      <WithInspector inspector={inspect && <EventInspector id={inspect} purpose={purpose} onClose={close} />}>
        <Table
          name="live"
          label={t('live.pageTitle')}
          rows={shown}
          columns={columns}
          rowKey={(each) => String(each.id)}
          openKey={inspect}
          onOpen={(each) => change({ inspect: String(each.id) === inspect ? undefined : String(each.id) })}
          isNew={stream.isNew}
          toolbar={
            !firstUse && (
              <>
                <SearchField label={t('live.search')} value={live.text} onValue={live.setText} shortcut />
                <FilterChips
                  filters={filters}
                  chosen={live.chosen}
                  onChange={(id, value) => change({ [id]: value })}
                />
              </>
            )
          }
          instead={shown.length > 0 ? undefined : <NoRows live={live} />}
        />
      </WithInspector>
    </Page>
  );
}

function PauseButton({ live: { paused, pause, resume, stream } }: { live: Live }) {
  const { t } = useTranslation();
  if (!paused) {
    return (
      <Button icon={<IconPlayerPause aria-hidden="true" />} onClick={pause}>
        {t('live.pause')}
      </Button>
    );
  }
  return (
    <Button look="primary" icon={<IconPlayerPlay aria-hidden="true" />} onClick={resume}>
      {stream.waiting > 0 ? t('live.resumeWith', { count: stream.waiting }) : t('live.resume')}
    </Button>
  );
}

/** In the place of the rows: loading, failed, nothing passes the filter, nothing came yet. */
function NoRows({ live: { recent, filtered, widen } }: { live: Live }) {
  const { t } = useTranslation();
  if (recent.isPending) return <SkeletonRows rows={10} height={44} />;
  if (recent.isError) return <ErrorState error={recent.error} onRetry={() => void recent.refetch()} />;
  if (filtered) {
    return (
      <EmptyState
        title={t('live.noneFound')}
        action={<Button onClick={widen}>{t('ui.clearFilters')}</Button>}
      >
        <p>{t('live.noneFoundWords')}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconBroadcast />}
      title={t('live.empty')}
      action={
        <ButtonLink to="/sources" look="primary">
          {t('live.emptyVerb')}
        </ButtonLink>
      }
    >
      <p>{t('live.emptyWords')}</p>
    </EmptyState>
  );
}

function usePauseKey(toggle: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'p' || event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.target instanceof HTMLElement && event.target.matches('input, textarea, select')) return;
      if (document.querySelector('[role="dialog"], [role="menu"]')) return;
      toggle();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [toggle]);
}
