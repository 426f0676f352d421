// What follows from rules that are not saved yet: who gets no data any more, and who gets it again.
import { useTranslation } from '../../language/index.ts';
import { Bone } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { usePlaceWords } from './place-words.ts';
import styles from './recipients.module.css';
import { type Refused, type Rule, useRecipients, useRefused } from './recipients-query.ts';

export function RuleEffects({ before, after }: { before: Rule[]; after: Rule[] }) {
  const { t } = useTranslation();
  const now = useRefused(before);
  const then = useRefused(after);
  const nameOf = useRecipientName();
  if (then.isError) return <ErrorState error={then.error} />;
  const next = then.data?.items;
  const refused = next?.filter(({ already }) => !already) ?? [];
  const freed = (now.data?.items ?? []).filter((one) => !next?.some((other) => isSame(one, other)));
  const stay = (next?.length ?? 0) - refused.length;
  return (
    <section className={styles.effects} aria-live="polite" aria-label={t('recipients.follows')}>
      <h3>{t('recipients.follows')}</h3>
      {!next ? (
        <Bone width="70%" />
      ) : (
        <ul>
          {refused.map((one) => (
            <Effect key={`${one.recipient} ${one.jurisdiction}`} one={one} nameOf={nameOf} kind="refused" />
          ))}
          {freed.map((one) => (
            <Effect key={`${one.recipient} ${one.jurisdiction}`} one={one} nameOf={nameOf} kind="freed" />
          ))}
          {refused.length + freed.length === 0 && <li>{t('recipients.nothingFollows')}</li>}
          {stay > 0 && <li className={styles.quiet}>{t('recipients.stay', { count: stay })}</li>}
        </ul>
      )}
    </section>
  );
}

function Effect({
  one: { recipient, jurisdiction, reason },
  nameOf,
  kind,
}: {
  one: Refused;
  nameOf: (slug: string) => string;
  kind: 'refused' | 'freed';
}) {
  const { t } = useTranslation();
  const { people } = usePlaceWords();
  const words = { recipient: nameOf(recipient), place: people(jurisdiction) };
  return (
    <li>{kind === 'freed' ? t('recipients.freed', words) : t(`recipients.refused.${reason}`, words)}</li>
  );
}

const isSame = (a: Refused, b: Refused): boolean =>
  a.recipient === b.recipient && a.jurisdiction === b.jurisdiction;

function useRecipientName(): (slug: string) => string {
  const recipients = useRecipients().data?.items;
  return (slug) => recipients?.find((one) => one.slug === slug)?.name ?? slug;
}
