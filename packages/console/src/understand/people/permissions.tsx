// What this person's data may be used for: one mark for each purpose, each leading to what the person said.
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from '../../language/index.ts';
import { useDecisionWords } from '../../respect/purposes/decision-words.ts';
import { usePurposeName } from '../../respect/purposes/purpose-words.ts';
import { usePurposes } from '../../respect/purposes/purposes-query.ts';
import { type Decision, DecisionMark } from '../../ui/mark.tsx';
import type { Permission } from './people-query.ts';
import styles from './permissions.module.css';

export function Permissions({
  permissions,
  purpose,
}: {
  permissions: Record<string, Permission>;
  purpose: string;
}) {
  const { t } = useTranslation();
  const purposes = usePurposes().data?.items ?? [];
  const nameOf = usePurposeName();
  const wordsOf = useDecisionWords();
  const navigate = useNavigate({ from: '/people/$type/$value' });
  const openConsent = () =>
    void navigate({
      search: (before) => ({ purpose: before.purpose, tab: 'consent' }),
      resetScroll: false,
    });
  const order = purposes.map((each) => each.slug);
  const slugs = Object.keys(permissions).sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const current = permissions[purpose];
  if (slugs.length === 0) return null;
  return (
    <section aria-label={t('people.permissions')} className={styles.permissions}>
      <ul className={styles.marks}>
        {slugs.map((slug) => {
          const permission = permissions[slug];
          if (!permission) return null;
          const name = nameOf(purposes.find((each) => each.slug === slug) ?? slug);
          return (
            <li key={slug}>
              <DecisionMark
                decision={toDecision(permission)}
                label={name}
                reason={wordsOf(permission.reason)}
                onOpen={openConsent}
              />
            </li>
          );
        })}
      </ul>
      {current?.decision === 'deny' && (
        <p className={styles.denied}>
          {t('people.deniedHere', { purpose: nameOf(purpose), reason: wordsOf(current.reason) })}
        </p>
      )}
    </section>
  );
}

/** Unknown is a deny that nobody asked for: nothing was ever said. */
export function toDecision(permission: Pick<Permission, 'decision' | 'reason'>): Decision {
  if (permission.decision === 'permit') return 'permit';
  return /unknown|not_asked|no_consent/.test(permission.reason.code) ? 'unknown' : 'deny';
}
