// The consent of a person: what is permitted now and why, where statements disagree, and all that was ever said.
import { IconMessagePlus, IconMessages } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { allItems } from '../../api/list.ts';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import type { Identifier } from '../../understand/people/people-query.ts';
import { OpenAs } from '../preference-centre/open-as.tsx';
import { Conflicts } from './conflicts.tsx';
import styles from './consents.module.css';
import { useLedger, usePermissions } from './consents-query.ts';
import { Ledger } from './ledger.tsx';
import { PermissionList } from './permission-list.tsx';
import { RecordStatement } from './record-statement.tsx';

/** `identifiers`: those of the person that the chosen purpose may see. */
export function ConsentTab({ who, identifiers }: { who: Identifier; identifiers: readonly Identifier[] }) {
  const { t } = useTranslation();
  const permissions = usePermissions(who);
  const ledger = useLedger(who);
  const events = useMemo(() => allItems(ledger.data), [ledger.data]);
  const { inspect, record, change } = useConsentSearch();
  const open = useCallback((id: string | undefined) => change({ inspect: id }), [change]);
  const may = useMay('consents:write');
  const { hasNextPage, fetchNextPage } = ledger;
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const deciding = useMemo(
    () =>
      new Set(
        Object.values(permissions.data?.permissions ?? {}).flatMap(
          ({ reason }) => reason.consent_event?.id ?? [],
        ),
      ),
    [permissions.data],
  );
  const recordButton = may && (
    <Button
      look="primary"
      icon={<IconMessagePlus aria-hidden="true" />}
      onClick={() => change({ record: '1' })}
    >
      {t('consents.record.title')}
    </Button>
  );
  if (permissions.isError && ledger.isError && !permissions.data && !ledger.data)
    return (
      <ErrorState
        error={permissions.error}
        onRetry={() => void Promise.all([permissions.refetch(), ledger.refetch()])}
      />
    );
  return (
    <div className={styles.tab}>
      <Section
        title={t('consents.now.title')}
        aside={
          <div className={styles.actions}>
            <OpenAs identifiers={identifiers} />
            {recordButton}
          </div>
        }
      >
        <p className={styles.about}>{t('consents.now.about')}</p>
        {permissions.isPending ? (
          <SkeletonRows rows={8} height={48} />
        ) : !permissions.data ? (
          <ErrorState error={permissions.error} onRetry={() => void permissions.refetch()} />
        ) : (
          <>
            <Conflicts conflicts={permissions.data.conflicts} events={events} onStatement={open} />
            <PermissionList who={who} permissions={permissions.data.permissions} onStatement={open} />
          </>
        )}
      </Section>
      <Section title={t('consents.ledger.title')}>
        {ledger.isPending ? (
          <SkeletonRows rows={4} height={48} />
        ) : ledger.isError && events.length === 0 ? (
          <ErrorState error={ledger.error} onRetry={() => void ledger.refetch()} />
        ) : events.length === 0 ? (
          <EmptyState icon={<IconMessages />} title={t('consents.ledger.empty')}>
            <p>{t('consents.ledger.emptyWords')}</p>
          </EmptyState>
        ) : (
          <Ledger
            {...{ events, deciding }}
            open={inspect}
            onOpen={open}
            onMore={hasNextPage ? more : undefined}
            loadingMore={ledger.isFetchingNextPage}
          />
        )}
      </Section>
      {may && record !== undefined && (
        <RecordStatement {...{ who, identifiers, events }} onClose={() => change({ record: undefined })} />
      )}
    </div>
  );
}

/** The opened statement and the open drawer: both are in the address. */
function useConsentSearch() {
  const { inspect, record } = useSearch({ from: '/inside/people/$type/$value' });
  const navigate = useNavigate({ from: '/people/$type/$value' });
  const change = useCallback(
    (changes: { inspect?: string | undefined; record?: string | undefined }) =>
      void navigate({
        search: (before) => ({ ...before, ...changes }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  return { inspect, record, change };
}
