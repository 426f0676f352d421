// Why these identifiers are one person: the links with their evidence, the merges they led to, and the links that joined
// nobody. As a list.
import { IconArrowsLeftRight, IconGitMerge, IconLinkOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useSourceName } from '../../connect/sources/source-names.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/page.tsx';
import { Bone } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { type Identifier, type Identity, useIdentity } from './people-query.ts';
import styles from './person-parts.module.css';
import { shortId } from './person-words.ts';

const SHOWN_FIRST = 5;

export function IdentityList({ who, purpose }: { who: Identifier; purpose: string }) {
  const { t } = useTranslation();
  const identity = useIdentity(who, purpose);
  return (
    <Section title={t('people.identity.title')}>
      {identity.isPending ? (
        <Bone height={120} />
      ) : identity.isError ? (
        <ErrorState error={identity.error} onRetry={() => void identity.refetch()} />
      ) : (
        <Links identity={identity.data} />
      )}
    </Section>
  );
}

function Links({ identity }: { identity: Identity }) {
  const { t } = useTranslation();
  const sourceOf = useSourceName();
  const [all, setAll] = useState(false);
  const { nodes, merges, refusals } = identity;
  const typeAt = (id: string) => nodes.find((node) => node.id === id)?.type;
  // An address and its hashed form are the same to a reader, and what was refused is told as such.
  const refused = new Set(refusals.map(({ a, b }) => `${a} ${b}`));
  const edges = identity.edges.filter(
    ({ a, b, apart }) =>
      !apart && !refused.has(`${a} ${b}`) && ![typeAt(a), typeAt(b)].includes('email_sha256'),
  );
  const identifiers = nodes.filter(
    ({ type, profile_id }) => profile_id === identity.profile_id && type !== 'email_sha256',
  );
  const valueAt = (id: string) => shortId(nodes.find((node) => node.id === id)?.value ?? id);
  const entries = [
    ...merges.map((merge) => ({ kind: 'merge' as const, at: merge.at, merge })),
    ...edges.map((edge) => ({ kind: 'link' as const, at: edge.first_seen_at, edge })),
    ...refusals.map((refusal) => ({ kind: 'refusal' as const, at: refusal.at, refusal })),
  ].sort((a, b) => b.at.localeCompare(a.at));
  const shown = all ? entries : entries.slice(0, SHOWN_FIRST);
  return (
    <>
      <p className={styles.quiet}>
        {t('people.identity.identifiers', { count: identifiers.length })}{' '}
        {edges.length > 0 && t('people.identity.links', { count: edges.length })}
      </p>
      <ul>
        {shown.map((entry) =>
          entry.kind === 'link' ? (
            <li
              key={`${entry.edge.a} ${entry.edge.b} ${entry.edge.kind} ${entry.edge.message_id}`}
              className={styles.row}
            >
              <div className={styles.link}>
                <span>{valueAt(entry.edge.a)}</span>
                <IconArrowsLeftRight aria-label={t('people.identity.linkedWith')} />
                <span>{valueAt(entry.edge.b)}</span>
              </div>
              <div className={styles.origin}>
                <span>
                  {t(`people.identity.evidence.${toKind(entry.edge.kind)}`, {
                    source: sourceOf(entry.edge.source) ?? t('people.unknownSource'),
                  })}
                </span>
                <RelativeTime at={entry.at} />
              </div>
            </li>
          ) : entry.kind === 'refusal' ? (
            <li key={`refusal ${entry.refusal.a} ${entry.refusal.b}`} className={styles.row}>
              <div className={styles.link}>
                <span>{valueAt(entry.refusal.a)}</span>
                <IconLinkOff aria-label={t('people.identity.refusedWith')} />
                <span>{valueAt(entry.refusal.b)}</span>
              </div>
              <div className={styles.origin}>
                <span>
                  {entry.refusal.type === null
                    ? t('people.identity.refused.shared')
                    : t('people.identity.refused.limit', {
                        limit: entry.refusal.limit ?? 0,
                        type: entry.refusal.type,
                      })}
                </span>
                <RelativeTime at={entry.at} />
              </div>
            </li>
          ) : (
            <li key={`merge ${entry.merge.from_profile_id}`} className={styles.row}>
              <div className={styles.link}>
                <IconGitMerge aria-hidden="true" />
                <span>{t('people.identity.merged', { id: entry.merge.from_profile_id })}</span>
              </div>
              <div className={styles.origin}>
                <RelativeTime at={entry.at} />
              </div>
            </li>
          ),
        )}
      </ul>
      {entries.length > SHOWN_FIRST && (
        <Button small look="quiet" onClick={() => setAll(!all)}>
          {all ? t('ui.showLess') : t('people.identity.all', { count: entries.length })}
        </Button>
      )}
    </>
  );
}

/** How the link came about: told in one identify or group call, declared by alias, or seen together otherwise. */
function toKind(kind: string): 'identify' | 'alias' | 'group' | 'together' {
  return kind === 'identify' || kind === 'alias' || kind === 'group' ? kind : 'together';
}
