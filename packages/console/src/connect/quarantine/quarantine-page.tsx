// Quarantine: messages that could not be accepted, by reason, to be inspected, sent again, or thrown away.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from '../../language/index.ts';
import { WithInspector } from '../../ui/inspector.tsx';
import { Page } from '../../ui/page.tsx';
import { QuarantineInspector } from './quarantine-inspector.tsx';
import { useQuarantineReasons } from './quarantine-query.ts';
import { QuarantineTable } from './quarantine-table.tsx';
import { ReasonActions } from './reason-actions.tsx';
import { ReasonList } from './reason-list.tsx';

export type QuarantineSearch = { reason?: string; source?: string; inspect?: string };

export function QuarantinePage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/inside/quarantine' });
  const navigate = useNavigate({ from: '/quarantine' });
  const reasons = useQuarantineReasons().data?.items ?? [];
  const chosen = reasons.find((each) => each.code === search.reason);
  const change = useCallback(
    (changes: QuarantineSearch) =>
      void navigate({
        search: (before) => ({ ...before, ...changes }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  const close = useCallback(() => change({ inspect: undefined }), [change]);
  return (
    <Page
      wide
      title={t('quarantine.title')}
      about={t('quarantine.about')}
      actions={
        chosen && (
          <ReasonActions
            reason={chosen}
            onDropped={() => change({ reason: undefined, inspect: undefined })}
          />
        )
      }
    >
      {reasons.length > 0 && (
        <ReasonList
          reasons={reasons}
          chosen={search.reason}
          onChoose={(reason) => change({ reason, inspect: undefined })}
        />
      )}
      <WithInspector
        inspector={search.inspect && <QuarantineInspector id={search.inspect} onClose={close} />}
      >
        <QuarantineTable search={search} onChange={change} />
      </WithInspector>
    </Page>
  );
}
