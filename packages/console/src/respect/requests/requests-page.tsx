// Requests: what people asked for, by when it has to be answered, and what they wrote.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { allItems } from '../../api/list.ts';
import { useTranslation } from '../../language/index.ts';
import { WithInspector } from '../../ui/inspector.tsx';
import { Page } from '../../ui/page.tsx';
import { RequestInspector } from './request-inspector.tsx';
import { useRequests } from './requests-query.ts';
import { RequestsTable } from './requests-table.tsx';

export type RequestsSearch = { kind?: string; state?: string; inspect?: string };

export function RequestsPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/inside/requests' });
  const navigate = useNavigate({ from: '/requests' });
  const change = useCallback(
    (changes: RequestsSearch) =>
      void navigate({ search: (before) => ({ ...before, ...changes }), replace: true, resetScroll: false }),
    [navigate],
  );
  const close = useCallback(() => change({ inspect: undefined }), [change]);
  const list = useRequests({ kind: search.kind, state: search.state === 'closed' ? 'closed' : 'open' });
  const open = allItems(list.data).find(({ id }) => id === search.inspect);
  return (
    <Page wide title={t('requests.title')} about={t('requests.about')}>
      <WithInspector inspector={open && <RequestInspector request={open} onClose={close} />}>
        <RequestsTable list={list} search={search} onChange={change} />
      </WithInspector>
    </Page>
  );
}
