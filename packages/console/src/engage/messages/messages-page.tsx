// Messages: each with its state, and on the right why it was sent, waits, or was refused.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from '../../language/index.ts';
import { PurposePicker } from '../../respect/purposes/purpose-picker.tsx';
import { WithInspector } from '../../ui/inspector.tsx';
import { Page } from '../../ui/page.tsx';
import { MessageInspector } from './message-inspector.tsx';
import { type MessageFilter, useMessages } from './messages-query.ts';
import { MessagesTable } from './messages-table.tsx';

export type MessagesSearch = MessageFilter & { inspect?: string };

export function MessagesPage() {
  const { t } = useTranslation();
  const { inspect, state, channel, reason, template, campaign, profile } = useSearch({
    from: '/inside/messages',
  });
  const filter: MessageFilter = { state, channel, reason, template, campaign, profile };
  const navigate = useNavigate({ from: '/messages' });
  const change = useCallback(
    (changes: MessagesSearch) =>
      void navigate({ search: (before) => ({ ...before, ...changes }), replace: true, resetScroll: false }),
    [navigate],
  );
  const close = useCallback(() => change({ inspect: undefined }), [change]);
  const list = useMessages(filter);
  return (
    <Page wide title={t('messages.title')} about={t('messages.about')} actions={<PurposePicker />}>
      <WithInspector inspector={inspect && <MessageInspector key={inspect} id={inspect} onClose={close} />}>
        <MessagesTable list={list} filter={filter} inspect={inspect} onChange={change} />
      </WithInspector>
    </Page>
  );
}
