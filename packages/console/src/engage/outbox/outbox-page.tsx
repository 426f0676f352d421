// Outbox: mails that would have been sent, as whom they are for would see them.
import { IconMailbox } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { allItems } from '../../api/list.ts';
import { useTranslation } from '../../language/index.ts';
import { usePurpose } from '../../respect/purposes/current-purpose.ts';
import { useNameOfPurpose } from '../../respect/purposes/name-of-purpose.ts';
import { PurposePicker } from '../../respect/purposes/purpose-picker.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { InspectorFrame, useMediaQuery } from '../../ui/inspector.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { MailList } from './mail-list.tsx';
import { MailView } from './mail-view.tsx';
import styles from './outbox.module.css';
import { useOutbox } from './outbox-query.ts';

export function OutboxPage() {
  const { t } = useTranslation();
  const list = useOutbox();
  return (
    <Page wide title={t('outbox.title')} about={t('outbox.about')} actions={<PurposePicker />}>
      {list.isError ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : list.isPending ? (
        <SkeletonRows rows={8} height={56} />
      ) : allItems(list.data).length === 0 ? (
        <Nothing />
      ) : (
        <Mails list={list} />
      )}
    </Page>
  );
}

function Nothing() {
  const { t } = useTranslation();
  const { purpose } = usePurpose();
  const nameOf = useNameOfPurpose();
  return (
    <EmptyState
      icon={<IconMailbox />}
      title={t('outbox.empty', { purpose: nameOf(purpose) })}
      action={<ButtonLink to="/messages">{t('outbox.seeMessages')}</ButtonLink>}
    >
      <p>{t('outbox.emptyWords')}</p>
    </EmptyState>
  );
}

function Mails({ list }: { list: ReturnType<typeof useOutbox> }) {
  const { t } = useTranslation();
  const { mail } = useSearch({ from: '/inside/outbox' });
  const navigate = useNavigate({ from: '/outbox' });
  const open = useCallback(
    (id: string | undefined) =>
      void navigate({
        search: (before) => ({ ...before, mail: id }),
        ...{ replace: true, resetScroll: false },
      }),
    [navigate],
  );
  const isWide = useMediaQuery('(min-width: 1000px)');
  const items = allItems(list.data);
  // Beside the list there is room: the newest is looked at first.
  const shown = mail ?? (isWide ? items[0]?.message_id : undefined);
  return (
    <div className={styles.split}>
      <MailList
        items={items}
        open={shown}
        onOpen={open}
        onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
        isLoadingMore={list.isFetchingNextPage}
      />
      {isWide && shown !== undefined && <MailView key={shown} id={shown} />}
      {!isWide && shown !== undefined && (
        <Drawer
          open
          onClose={() => open(undefined)}
          side="right"
          width="min(640px, 100%)"
          label={t('outbox.mail')}
        >
          <InspectorFrame title={t('outbox.mail')} onClose={() => open(undefined)}>
            <MailView key={shown} id={shown} />
          </InspectorFrame>
        </Drawer>
      )}
    </div>
  );
}
