// Calls as a table: what about, why, when, and who has them in hand.
import { IconPhone } from '@tabler/icons-react';
import { useMemo } from 'react';
import { allItems } from '../../api/list.ts';
import { useMakerName } from '../../connect/identity/maker-words.ts';
import { useTranslation } from '../../language/index.ts';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { DecisionMark, StateMark } from '../../ui/mark.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table/index.ts';
import { RelativeTime } from '../../ui/time.tsx';
import { useMessageWords } from '../messages/message-words.tsx';
import styles from './tasks.module.css';
import type { TasksSearch } from './tasks-page.tsx';
import { type PhoneTask, TASK_STATES, type usePhoneTasks } from './tasks-query.ts';

type List = ReturnType<typeof usePhoneTasks>;

export function TasksTable({
  list,
  state,
  task,
  onChange,
}: {
  list: List;
  state: string | undefined;
  task: string | undefined;
  onChange: (changes: TasksSearch) => void;
}) {
  const { t } = useTranslation();
  const items = allItems(list.data);
  return (
    <Table
      name="phone-tasks"
      label={t('phoneTasks.title')}
      rows={items}
      columns={useColumns()}
      rowKey={({ id }) => id}
      openKey={task}
      onOpen={({ id }) => onChange({ task: id })}
      onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
      loadingMore={list.isFetchingNextPage}
      toolbar={
        <FilterChips
          filters={[
            {
              id: 'state',
              label: t('phoneTasks.column.state'),
              options: TASK_STATES.map((value) => ({ value, label: t(`phoneTasks.state.${value}`) })),
            },
          ]}
          chosen={{ state }}
          onChange={(_, value) => onChange({ state: value })}
        />
      }
      instead={items.length > 0 ? undefined : <NoRows list={list} />}
    />
  );
}

function NoRows({ list }: { list: List }) {
  const { t } = useTranslation();
  if (list.isPending) return <SkeletonRows rows={8} height={44} />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <EmptyState icon={<IconPhone />} title={t('phoneTasks.empty')}>
      <p>{t('phoneTasks.emptyWords')}</p>
    </EmptyState>
  );
}

export function TaskState({ task: { state, outcome } }: { task: PhoneTask }) {
  const { t } = useTranslation();
  if (state === 'refused') return <DecisionMark decision="deny" label={t('phoneTasks.state.refused')} />;
  if (state === 'claimed') return <StateMark tone="busy">{t('phoneTasks.state.claimed')}</StateMark>;
  if (state === 'open') return <StateMark tone="waiting">{t('phoneTasks.state.open')}</StateMark>;
  return (
    <StateMark tone={outcome === 'reached' ? 'good' : 'off'}>
      {outcome === null ? t('phoneTasks.state.done') : t(`phoneTasks.outcome.${outcome}`)}
    </StateMark>
  );
}

function useColumns(): Column<PhoneTask>[] {
  const { t } = useTranslation();
  const makerName = useMakerName();
  const { triggerOf } = useMessageWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change exactly when t does.
  return useMemo<Column<PhoneTask>[]>(
    () => [
      {
        id: 'what',
        header: t('phoneTasks.column.what'),
        cell: ({ title, trigger }) => (
          <span className={styles.twofold}>
            <span className={styles.name}>{title}</span>
            <span className={styles.detail}>{triggerOf(trigger)}</span>
          </span>
        ),
      },
      {
        id: 'state',
        header: t('phoneTasks.column.state'),
        width: '176px',
        cell: (task) => <TaskState task={task} />,
      },
      {
        id: 'hand',
        header: t('phoneTasks.column.hand'),
        width: '18%',
        from: 'md',
        cell: ({ claimed_by: by, claimed_by_name: name }) => (by === null ? '' : makerName(by, name)),
      },
      {
        id: 'attempts',
        header: t('phoneTasks.column.attempts'),
        width: '88px',
        align: 'end',
        from: 'md',
        cell: ({ attempts }) => attempts,
      },
      {
        id: 'due',
        header: t('phoneTasks.column.due'),
        width: '124px',
        align: 'end',
        from: 'sm',
        cell: ({ due_at, ended_at }) => <RelativeTime at={ended_at ?? due_at} />,
      },
    ],
    [t],
  );
}
