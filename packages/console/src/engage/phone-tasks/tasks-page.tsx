// Phone tasks: who is to be called and why, with what the service desk sees of them beside it.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { allItems } from '../../api/list.ts';
import { useTranslation } from '../../language/index.ts';
import { Page } from '../../ui/page.tsx';
import { TaskDrawer } from './task-drawer.tsx';
import { usePhoneTasks } from './tasks-query.ts';
import { TasksTable } from './tasks-table.tsx';

export type TasksSearch = { state?: string; task?: string };

export function PhoneTasksPage() {
  const { t } = useTranslation();
  const { state, task } = useSearch({ from: '/inside/phone-tasks' });
  const navigate = useNavigate({ from: '/phone-tasks' });
  const change = useCallback(
    (changes: TasksSearch) =>
      void navigate({ search: (before) => ({ ...before, ...changes }), replace: true, resetScroll: false }),
    [navigate],
  );
  const close = useCallback(() => change({ task: undefined }), [change]);
  const list = usePhoneTasks(state);
  const open = allItems(list.data).find(({ id }) => id === task);
  return (
    <Page wide title={t('phoneTasks.title')} about={t('phoneTasks.about')}>
      <TasksTable list={list} state={state} task={task} onChange={change} />
      {open && <TaskDrawer key={open.id} task={open} onClose={close} />}
    </Page>
  );
}
