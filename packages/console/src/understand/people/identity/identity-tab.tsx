// Why these identifiers are one person: the graph with its evidence, how it came to be, and deciding about it.
import { IconEyeOff, IconScissors } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { useMay } from '../../../app/session.ts';
import { useTranslation } from '../../../language/index.ts';
import { MaskReasons } from '../../../respect/masking/mask-reasons.tsx';
import { useDecisionWords } from '../../../respect/purposes/decision-words.ts';
import { Button } from '../../../ui/button.tsx';
import { WithInspector } from '../../../ui/inspector.tsx';
import { Card, Section } from '../../../ui/page.tsx';
import { Bone, Loading } from '../../../ui/skeleton.tsx';
import { EmptyState, ErrorState, Notice } from '../../../ui/states.tsx';
import type { Identifier } from '../people-query.ts';
import { type Asked, DecisionDialog } from './decision-dialogs.tsx';
import { GraphDrawing } from './graph-drawing.tsx';
import { GraphInspector } from './graph-inspector.tsx';
import { GraphLegend } from './graph-legend.tsx';
import { toGraph, toStrongest } from './graph-model.ts';
import { IdentityLists } from './identity-lists.tsx';
import { type Identity, useIdentity } from './identity-query.ts';
import { IdentityStory } from './identity-story.tsx';
import { IdentitySummary } from './identity-summary.tsx';

/** More are hard to read in a drawing. */
const DRAWN_MAX = 100;

export function IdentityTab({
  who,
  purpose,
  hiddenBecause,
}: {
  who: Identifier;
  purpose: string;
  /** Why this purpose may not see identifiers. */
  hiddenBecause: string | undefined;
}) {
  const { t } = useTranslation();
  const identity = useIdentity(who, purpose);
  if (hiddenBecause !== undefined)
    return (
      <EmptyState icon={<IconEyeOff />} title={t('graph.hidden')}>
        <p>{hiddenBecause}</p>
      </EmptyState>
    );
  if (identity.isPending)
    return (
      <Loading>
        <Bone height={20} width="40%" />
        <div style={{ height: 16 }} />
        <Bone height={360} />
      </Loading>
    );
  if (!identity.data) return <ErrorState error={identity.error} onRetry={() => void identity.refetch()} />;
  return (
    <MaskReasons fields={identity.data.masked}>
      <IdentityParts identity={identity.data} who={who} purpose={purpose} />
    </MaskReasons>
  );
}

function IdentityParts({ identity, who, purpose }: { identity: Identity; who: Identifier; purpose: string }) {
  const { t } = useTranslation();
  const may = useMay('profiles:write');
  const wordsOf = useDecisionWords();
  const graph = useMemo(() => toGraph(identity), [identity]);
  const drawn = useMemo(() => toStrongest(graph, DRAWN_MAX), [graph]);
  const { chosen, choose } = useChosen();
  const [asked, setAsked] = useState<Asked>();
  const divisible = graph.nodes.filter(({ state }) => state === 'own').length > 1;
  const hidden = graph.nodes.length - drawn.nodes.length;
  return (
    <>
      {!may && <Notice>{t('graph.readOnly')}</Notice>}
      {identity.linking.decision === 'deny' && (
        <Notice>{t('graph.linkingDenied', { reason: wordsOf(identity.linking.reason) })}</Notice>
      )}
      <Section
        title={t('people.identity.title')}
        aside={
          may &&
          divisible && (
            <Button
              icon={<IconScissors aria-hidden="true" />}
              onClick={() => setAsked({ action: 'choose', chosen: [] })}
            >
              {t('graph.splitSome')}
            </Button>
          )
        }
      >
        <IdentitySummary graph={graph} />
        <WithInspector
          inspector={
            <GraphInspector {...{ graph, who, purpose, chosen }} onChoose={choose} onAsk={setAsked} />
          }
        >
          <Card flush>
            <GraphDrawing graph={drawn} chosen={chosen} onChoose={choose} />
            {hidden > 0 && <Notice>{t('graph.notDrawn', { count: hidden, drawn: DRAWN_MAX })}</Notice>}
            <GraphLegend graph={drawn} />
          </Card>
        </WithInspector>
      </Section>
      <Section title={t('graph.story.title')}>
        <IdentityStory {...{ identity, who, purpose }} onAsk={setAsked} />
      </Section>
      <IdentityLists graph={graph} chosen={chosen} onChoose={choose} />
      {asked && (
        <DecisionDialog
          {...{ asked, graph, identity }}
          onClose={() => {
            setAsked(undefined);
          }}
        />
      )}
    </>
  );
}

/** What the inspector shows: it is in the address. Choosing it again closes it. */
function useChosen() {
  const { inspect: chosen } = useSearch({ from: '/inside/people/$type/$value' });
  const navigate = useNavigate({ from: '/people/$type/$value' });
  const choose = useCallback(
    (key: string | undefined) =>
      void navigate({
        search: (before) => ({ ...before, inspect: key === before.inspect ? undefined : key }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  return { chosen, choose };
}
