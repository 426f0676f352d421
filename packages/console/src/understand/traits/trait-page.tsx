// A trait: what it is, how its values are spread, why somebody has theirs, and what it was before.
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { useNameOfPurpose } from '../../respect/purposes/name-of-purpose.ts';
import { JsonViewer } from '../../ui/code.tsx';
import { CopyableId } from '../../ui/copyable.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Bone, Loading, SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import styles from '../definitions/definitions.module.css';
import { KeptActions } from '../definitions/kept-actions.tsx';
import { KeptMark } from '../definitions/kept-mark.tsx';
import { ValueSentence } from '../definitions/sentence.tsx';
import { Versions } from '../definitions/versions.tsx';
import { fromWho, toWho } from '../definitions/who-form.tsx';
import { Distribution } from './distribution.tsx';
import { TraitWhy } from './trait-why.tsx';
import { type Trait, useDeleteTrait, useRecomputeTrait, useTrait, useTraitPreview } from './traits-query.ts';

export function TraitPage() {
  const { name } = useParams({ from: '/inside/traits/$name' });
  const trait = useTrait(name);
  if (trait.data) return <Whole key={name} trait={trait.data} />;
  return (
    <Page title={name}>
      {trait.isError ? (
        <ErrorState error={trait.error} onRetry={() => void trait.refetch()} />
      ) : (
        <>
          <Loading>
            <Bone height={72} />
            <div style={{ height: 24 }} />
          </Loading>
          <SkeletonRows rows={8} />
        </>
      )}
    </Page>
  );
}

function Whole({ trait }: { trait: Trait }) {
  const { t } = useTranslation();
  const purposeOf = useNameOfPurpose();
  const { name, title, purpose, people } = trait;
  return (
    <Page
      title={title}
      state={<KeptMark {...trait} />}
      id={<CopyableId id={name} />}
      about={
        people === null
          ? t('traits.notCounted', { purpose: purposeOf(purpose) })
          : t('traits.summary', { count: people, purpose: purposeOf(purpose) })
      }
      actions={<Actions trait={trait} />}
    >
      <Card className={styles.sentence}>
        <ValueSentence value={trait.definition} />
      </Card>
      <div className={styles.growth} />
      <TraitTabs trait={trait} />
    </Page>
  );
}

function Actions({ trait }: { trait: Trait }) {
  const navigate = useNavigate();
  const recompute = useRecomputeTrait();
  const remove = useDeleteTrait();
  if (!useMay('traits:write')) return null;
  return (
    <KeptActions
      kept={trait}
      edit={{ to: '/traits/$name/edit', params: { name: trait.name } }}
      recompute={recompute}
      remove={remove}
      onRemoved={() => void navigate({ to: '/traits' })}
    />
  );
}

function TraitTabs({ trait }: { trait: Trait }) {
  const { t } = useTranslation();
  const { tab, who } = useSearch({ from: '/inside/traits/$name' });
  const navigate = useNavigate({ from: '/traits/$name' });
  const show = (search: { tab?: string; who?: string }) =>
    void navigate({ search, replace: true, resetScroll: false });
  return (
    <Tabs
      label={trait.title}
      chosen={tab ?? 'values'}
      onChoose={(id) => show({ tab: id === 'values' ? undefined : id })}
      tabs={[
        { id: 'values', label: t('traits.tab.values'), content: <Values trait={trait} /> },
        {
          id: 'why',
          label: t('traits.tab.why'),
          content: (
            <TraitWhy
              key={who}
              name={trait.name}
              who={fromWho(who)}
              onAsk={(asked) => show({ tab: 'why', who: toWho(asked) })}
            />
          ),
        },
        {
          id: 'versions',
          label: t('traits.tab.versions'),
          content: (
            <Versions versions={trait.versions} say={(definition) => <ValueSentence value={definition} />} />
          ),
        },
        {
          id: 'json',
          label: 'JSON',
          content: <JsonViewer value={trait.definition} label={t('definitions.json')} />,
        },
      ]}
    />
  );
}

function Values({ trait: { purpose, definition } }: { trait: Trait }) {
  const preview = useTraitPreview({ purpose, definition });
  if (preview.isError) return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />;
  return preview.data ? <Distribution preview={preview.data} /> : <SkeletonRows rows={6} />;
}
