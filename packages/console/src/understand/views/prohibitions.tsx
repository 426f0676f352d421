// What may not be done with this person, first of all and so that it cannot be overlooked: what they said no to, when, how, and
// having read what. What nobody asked them, and what they permit, stands below as marks.
import { IconBan, IconPhoneOff } from '@tabler/icons-react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { isNegative, useStatementWords } from '../../respect/consents/statement-words.ts';
import { useDecisionWords } from '../../respect/purposes/decision-words.ts';
import { useNameOfPurpose } from '../../respect/purposes/name-of-purpose.ts';
import { usePurposes } from '../../respect/purposes/purposes-query.ts';
import { classNames } from '../../ui/class-names.ts';
import { DecisionMark } from '../../ui/mark.tsx';
import { toDecision } from '../people/permissions.tsx';
import type { Permit } from './answers.ts';
import styles from './prohibitions.module.css';

/** They said no themselves, in words or by a signal. */
export const isForbidden = ({ decision, said }: Permit): boolean =>
  decision === 'deny' && said !== null && isNegative(said.state);

export function Prohibitions({ permits, changed }: { permits: readonly Permit[]; changed: boolean }) {
  const { t } = useTranslation();
  const forbidden = permits.filter(isForbidden);
  if (forbidden.length === 0) return null;
  return (
    <section aria-label={t('views.mayNot')}>
      <ul className={styles.list}>
        {forbidden.map((permit) => (
          <Prohibition key={permit.purpose} permit={permit} changed={changed} />
        ))}
      </ul>
    </section>
  );
}

function Prohibition({
  permit: { purpose, title, reason, said },
  changed,
}: {
  permit: Permit;
  changed: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useNameOfPurpose();
  const wordsOf = useDecisionWords();
  const words = useStatementWords();
  const isCall = useIsCall()(purpose);
  const name = nameOf(purpose) === purpose ? title : nameOf(purpose);
  return (
    <li className={classNames(styles.prohibition, isCall && styles.loud, changed && styles.changed)}>
      <span className={styles.icon} aria-hidden="true">
        {isCall ? <IconPhoneOff /> : <IconBan />}
      </span>
      <div className={styles.words}>
        <h2 className={styles.title}>
          {isCall ? t('views.doNotPhone') : t('views.notPermitted', { purpose: name })}
        </h2>
        {isCall && <p className={styles.purpose}>{name}</p>}
        {said === null ? (
          <p>{wordsOf(reason)}</p>
        ) : (
          <p>
            {t('views.saidOn', {
              state: words.state(said.state),
              at: format.dateTime(said.at),
              how:
                said.expressed_by === undefined
                  ? words.method(said.method)
                  : words.how({ method: said.method, expressed_by: said.expressed_by }),
            })}
            {said.notice && (
              <>
                {' '}
                <span>
                  {said.notice.title
                    ? t('views.notice', { title: said.notice.title })
                    : t('views.noticeSeen')}
                </span>
              </>
            )}
          </p>
        )}
      </div>
    </li>
  );
}

/**
 * Whether a purpose is about calls. Who said no to being phoned is not phoned at all; who said no to offers by e-mail may well be
 * waiting for an answer by e-mail.
 */
function useIsCall(): (purpose: string) => boolean {
  const purposes = usePurposes().data?.items ?? [];
  return (slug) => (purposes.find((one) => one.slug === slug)?.channel ?? slug.split('.').at(-1)) === 'phone';
}

/** The rest: permitted, or never asked. */
export function PermitMarks({ permits }: { permits: readonly Permit[] }) {
  const { t } = useTranslation();
  const nameOf = useNameOfPurpose();
  const wordsOf = useDecisionWords();
  const others = permits.filter((permit) => !isForbidden(permit));
  if (others.length === 0) return null;
  return (
    <ul className={styles.marks} aria-label={t('people.permissions')}>
      {others.map((permit) => (
        <li key={permit.purpose}>
          <DecisionMark
            decision={toDecision(permit)}
            label={nameOf(permit.purpose) === permit.purpose ? permit.title : nameOf(permit.purpose)}
            reason={wordsOf(permit.reason)}
          />
        </li>
      ))}
    </ul>
  );
}
