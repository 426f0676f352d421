// One segment or trait: what it says, what belongs to its kind alone, why somebody is in it or has it, and what it was before.
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ComponentType, ReactNode } from 'react';
import { useMay } from '../../app/session.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { useNameOfPurpose } from '../../respect/purposes/name-of-purpose.ts';
import { JsonViewer } from '../../ui/code.tsx';
import { CopyableId } from '../../ui/copyable.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Bone, Loading, SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import styles from './definitions.module.css';
import { KeptActions } from './kept-actions.tsx';
import { KeptMark } from './kept-mark.tsx';
import { areaOf, type Kind, type OneOf, useKept } from './kept-query.ts';
import { Versions } from './versions.tsx';
import { fromWho, toWho } from './who-form.tsx';
import type { WhyProps } from './why.tsx';

type Look = { tab?: string; who?: string };
type Tab = { id: string; label: string; content: ReactNode };

export type Kept<K extends Kind> = {
  kind: K;
  people: (one: OneOf<K>) => number | null;
  say: (definition: OneOf<K>['definition']) => ReactNode;
  Why: ComponentType<WhyProps>;
  /** What can be done beside what can be done with both kinds. */
  actions?: (one: OneOf<K>) => ReactNode;
  /** Between the sentence and the tabs. */
  chart?: (one: OneOf<K>) => ReactNode;
  /** Those before and after the one that says why. */
  tabs: (one: OneOf<K>, show: (look: Look) => void) => { first: Tab; others: Tab[] };
};

export function KeptPage<K extends Kind>(kept: Kept<K>) {
  const { name = '' } = useParams({ strict: false });
  const one = useKept(kept.kind, name);
  if (one.data) return <Whole key={name} one={one.data} {...kept} />;
  return (
    <Page title={name}>
      {one.isError ? (
        <ErrorState error={one.error} onRetry={() => void one.refetch()} />
      ) : (
        <>
          <Loading>
            <Bone height={72} />
            <div style={{ height: 24 }} />
            {kept.chart && <Bone height={120} />}
          </Loading>
          <div style={{ height: 24 }} />
          <SkeletonRows rows={6} />
        </>
      )}
    </Page>
  );
}

type Shown<K extends Kind> = Kept<K> & { one: OneOf<K> };

function Whole<K extends Kind>(shown: Shown<K>) {
  const { t } = useTranslation();
  const format = useFormat();
  const purposeOf = useNameOfPurpose();
  const { kind, one, people, say, actions, chart } = shown;
  const area = areaOf(kind);
  const mayChange = useMay(`${area}:write`);
  const [count, purpose] = [people(one), purposeOf(one.purpose)];
  return (
    <Page
      title={one.title}
      state={<KeptMark {...one} />}
      id={<CopyableId id={one.name} />}
      about={count === null ? t(`${area}.notCounted`, { purpose }) : t(`${area}.summary`, { count, purpose })}
      actions={
        <>
          {actions?.(one)}
          {mayChange && <KeptActions kind={kind} kept={one} />}
        </>
      }
    >
      {one.state === 'computing' && one.computed_at && (
        <Notice>{t('definitions.computingSince', { at: format.dateTime(one.computed_at) })}</Notice>
      )}
      <Card className={styles.sentence}>{say(one.definition)}</Card>
      <div className={styles.growth}>{chart?.(one)}</div>
      <KeptTabs {...shown} />
    </Page>
  );
}

function KeptTabs<K extends Kind>({ one, say, Why, tabs }: Shown<K>) {
  const { t } = useTranslation();
  const { tab, who } = useSearch({ strict: false });
  const navigate = useNavigate();
  const show = (look: Look) =>
    void navigate({ to: '.', search: () => look, replace: true, resetScroll: false });
  const { first, others } = tabs(one, show);
  return (
    <Tabs
      label={one.title}
      chosen={tab ?? first.id}
      onChoose={(id) => show(id === first.id ? {} : { tab: id })}
      tabs={[
        first,
        {
          id: 'why',
          label: t('definitions.why'),
          content: (
            <Why
              key={who}
              name={one.name}
              who={fromWho(who)}
              onAsk={(asked) => show({ tab: 'why', who: toWho(asked) })}
            />
          ),
        },
        ...others,
        {
          id: 'versions',
          label: t('definitions.versions'),
          content: <Versions versions={one.versions} say={say} />,
        },
        {
          id: 'json',
          label: 'JSON',
          content: <JsonViewer value={one.definition} label={t('definitions.json')} />,
        },
      ]}
    />
  );
}
