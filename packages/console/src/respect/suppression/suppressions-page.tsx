// Suppressions: who must not be collected, contacted or sold. The list holds keyed hashes, so it never says whom.
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { allItems } from '../../api/list.ts';
import { useMay, useSession } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { WithInspector } from '../../ui/inspector.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { AddSuppressions } from './add-suppressions.tsx';
import { CheckIdentifier } from './check-identifier.tsx';
import { LiftDialog, type Lifting } from './lift-dialog.tsx';
import { RotateKey } from './rotate-key.tsx';
import { ScopeCounts } from './scope-counts.tsx';
import { SuppressionInspector } from './suppression-inspector.tsx';
import { useSuppressionWords } from './suppression-words.ts';
import { type SuppressionCounts, useSuppressionCounts, useSuppressions } from './suppressions-query.ts';
import { SuppressionsTable } from './suppressions-table.tsx';

export type SuppressionsSearch = { scope?: string; state?: string; inspect?: string; new?: string };

export function SuppressionsPage() {
  const { t } = useTranslation();
  const words = useSuppressionWords();
  const mayChange = useMay('suppressions:write');
  const { workspace } = useSession();
  const search = useSearch({ from: '/inside/suppressions' });
  const navigate = useNavigate({ from: '/suppressions' });
  const change = useCallback(
    (changes: SuppressionsSearch) =>
      void navigate({ search: (before) => ({ ...before, ...changes }), replace: true, resetScroll: false }),
    [navigate],
  );
  const counts = useSuppressionCounts();
  const list = useSuppressions({
    scope: search.scope,
    state: search.state === 'lifted' ? 'lifted' : 'in_force',
  });
  const [lifting, setLifting] = useState<Lifting>();
  const [rotating, setRotating] = useState(false);
  const entry = allItems(list.data).find(({ id }) => id === search.inspect);
  const close = useCallback(() => change({ inspect: undefined }), [change]);
  const liftEntry = entry && mayChange && (() => setLifting({ ids: [entry.id], what: words.held(entry) }));
  return (
    <Page
      wide
      title={t('suppressions.title')}
      about={t('suppressions.about')}
      actions={
        mayChange && (
          <>
            <Button icon={<IconKey aria-hidden="true" />} onClick={() => setRotating(true)}>
              {t('suppressions.rotate')}
            </Button>
            <Button
              look="primary"
              icon={<IconPlus aria-hidden="true" />}
              onClick={() => change({ new: '1' })}
            >
              {t('suppressions.add')}
            </Button>
          </>
        )
      }
    >
      {counts.isPending && <SkeletonRows rows={1} height={92} />}
      {counts.data && isSomethingIn(counts.data) && <ScopeCounts counts={counts.data} />}
      <Section title={t('suppressions.checkTitle')}>
        <CheckIdentifier
          mayLift={mayChange}
          onLift={(found, onLifted) => setLifting({ ids: found.ids, what: words.held(found), onLifted })}
        />
      </Section>
      <Section title={t('suppressions.listTitle')}>
        <WithInspector
          inspector={
            entry && <SuppressionInspector entry={entry} onClose={close} onLift={liftEntry || undefined} />
          }
        >
          <SuppressionsTable list={list} search={search} onChange={change} />
        </WithInspector>
      </Section>
      <AddSuppressions
        open={search.new !== undefined && mayChange}
        onClose={() => change({ new: undefined })}
      />
      <LiftDialog lifting={lifting} onClose={() => setLifting(undefined)} />
      <RotateKey
        open={rotating}
        onClose={() => setRotating(false)}
        current={counts.data?.key ?? null}
        name={workspace.name}
      />
    </Page>
  );
}

/** Six zeros tell nothing. */
const isSomethingIn = ({ in_force, items }: SuppressionCounts): boolean =>
  items.length > 0 || Object.values(in_force).some((entries) => entries > 0);
