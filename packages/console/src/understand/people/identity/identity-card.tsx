// Beside the story of a person: how sure it is that this is one person, and the way to the graph.
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from '../../../language/index.ts';
import { Section } from '../../../ui/page.tsx';
import { Bone } from '../../../ui/skeleton.tsx';
import { ErrorState } from '../../../ui/states.tsx';
import type { Identifier } from '../people-query.ts';
import { toGraph } from './graph-model.ts';
import { type Identity, useIdentity } from './identity-query.ts';
import { IdentitySummary } from './identity-summary.tsx';

export function IdentityCard({ who, purpose }: { who: Identifier; purpose: string }) {
  const { t } = useTranslation();
  const identity = useIdentity(who, purpose);
  return (
    <Section title={t('people.identity.title')}>
      {identity.isPending ? (
        <Bone height={60} />
      ) : identity.isError ? (
        <ErrorState error={identity.error} onRetry={() => void identity.refetch()} />
      ) : (
        <Summary identity={identity.data} who={who} />
      )}
    </Section>
  );
}

function Summary({ identity, who }: { identity: Identity; who: Identifier }) {
  const { t } = useTranslation();
  const graph = useMemo(() => toGraph(identity), [identity]);
  return (
    <>
      <IdentitySummary graph={graph} />
      <Link
        to="/people/$type/$value"
        params={who}
        search={(before: { purpose?: string }) => ({ purpose: before.purpose, tab: 'identity' })}
      >
        {t('graph.open')}
      </Link>
    </>
  );
}
