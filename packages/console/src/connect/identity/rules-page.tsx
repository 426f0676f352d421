// Identity rules: which identifiers make one person, how many a person may have, who gives way. Edited here, looked at
// before they hold, and followed in the background.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { ApiError } from '../../api/error.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { WithInspector } from '../../ui/inspector.tsx';
import { StateMark } from '../../ui/mark.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Bone, Loading, SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import { ApplicationProgress } from './application-progress.tsx';
import { BlockedValues } from './blocked-values.tsx';
import { Bounds } from './bounds.tsx';
import { ChangeBar } from './change-bar.tsx';
import { NewType } from './new-type.tsx';
import { NewerRules } from './newer-rules.tsx';
import { listTypes, type RulesInput, toFaults, withBlocked, withType } from './rules.ts';
import { type Draft, useDraft } from './rules-draft.ts';
import { RulesHistory } from './rules-history.tsx';
import { type RulesInForce, useRules, useRulesPreview } from './rules-query.ts';
import { RulesReview } from './rules-review.tsx';
import { TypeEditor } from './type-editor.tsx';
import { TypeTable } from './type-table.tsx';

export function RulesPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const rules = useRules();
  const version = rules.data?.version;
  return (
    <Page
      wide
      title={t('identity.title')}
      about={t('identity.about')}
      state={
        version !== undefined && (
          <StateMark tone="plain">
            {version === 0 ? t('identity.shippedState') : t('identity.version', { version })}
          </StateMark>
        )
      }
    >
      {rules.isPending ? (
        <>
          <SkeletonRows rows={8} height={44} />
          <div style={{ height: 40 }} />
          <Loading>
            <Bone height={88} />
          </Loading>
        </>
      ) : !rules.data ? (
        <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />
      ) : (
        <>
          {rules.isError && (
            <Notice tone="bad">
              {t('ui.stale', { at: format.clockExact(new Date(rules.dataUpdatedAt)) })}
            </Notice>
          )}
          <Editing inForce={rules.data} />
        </>
      )}
    </Page>
  );
}

function Editing({ inForce }: { inForce: RulesInForce }) {
  const { t } = useTranslation();
  const draft = useDraft(inForce);
  const [reviewing, setReviewing] = useState(false);
  const preview = useRulesPreview(draft.rules, reviewing);
  const faults = preview.error instanceof ApiError ? toFaults(preview.error.details) : {};
  // What the server does not take is mended at its field, not in the dialog.
  if (reviewing && !preview.isFetching && Object.keys(faults).length > 0) setReviewing(false);
  const reuse = (rules: RulesInput) => {
    draft.change(rules);
    window.scrollTo({ top: 0 });
  };
  return (
    <>
      <ApplicationProgress application={inForce.application} />
      {draft.meanwhile && <NewerRules draft={draft} version={inForce.version} />}
      <Section title={t('identity.types')}>
        <Types inForce={inForce} draft={draft} faults={faults} />
      </Section>
      <Bounds inForce={inForce} rules={draft.rules} faults={faults} onRules={draft.change} />
      <BlockedValues
        own={draft.rules.blocked ?? []}
        shipped={inForce.blocked.shipped}
        types={inForce.types.map(({ type }) => type)}
        faults={faults}
        onOwn={(blocked) => draft.change(withBlocked(draft.rules, blocked))}
      />
      <RulesHistory inForce={inForce} onReuse={reuse} />
      {draft.changes.length > 0 && (
        <ChangeBar
          changes={draft.changes}
          rules={draft.rules}
          faults={faults}
          blocked={draft.meanwhile && t('identity.bar.newer')}
          onReview={() => setReviewing(true)}
          onDiscard={draft.discard}
        />
      )}
      <RulesReview open={reviewing} draft={draft} preview={preview} onClose={() => setReviewing(false)} />
    </>
  );
}

function Types({
  inForce,
  draft,
  faults,
}: {
  inForce: RulesInForce;
  draft: Draft;
  faults: Record<string, string>;
}) {
  const search = useSearch({ from: '/inside/identity/rules' });
  const navigate = useNavigate({ from: '/identity/rules' });
  const show = useCallback(
    (next: { type?: string; new?: string }) =>
      void navigate({ search: next, replace: true, resetScroll: false }),
    [navigate],
  );
  const close = useCallback(() => show({}), [show]);
  const types = listTypes(inForce, draft.before, draft.rules);
  const edited = types.find(({ type }) => type === search.type);
  return (
    <WithInspector
      inspector={
        search.new ? (
          <NewType
            taken={types.map(({ type }) => type)}
            onAdd={(type, rule) => {
              draft.change(withType(draft.rules, type, rule));
              show({ type });
            }}
            onClose={close}
          />
        ) : (
          edited && (
            <TypeEditor
              edited={edited}
              isSet={draft.rules.types?.[edited.type] !== undefined}
              faults={faults}
              onRule={(rule) => draft.change(withType(draft.rules, edited.type, rule))}
              onClose={close}
            />
          )
        )
      }
    >
      <TypeTable
        types={types}
        faults={faults}
        open={search.type}
        onOpen={(type) => show(type === search.type ? {} : { type })}
        onNew={() => show({ new: '1' })}
      />
    </WithInspector>
  );
}
