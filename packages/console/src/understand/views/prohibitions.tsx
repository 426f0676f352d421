// What may not be done with this person, first of all and so that it cannot be overlooked: what they said no to, when, how, and
// having read what. What nobody asked them, and what they permit, stands below as marks.
import {
  IconBan,
  IconBellOff,
  IconMailOff,
  IconMessageOff,
  IconPhoneOff,
  IconScanEye,
} from '@tabler/icons-react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { useStatementWords } from '../../respect/consents/statement-words.ts';
import { useDecisionWords } from '../../respect/purposes/decision-words.ts';
import { useNameOfPurpose } from '../../respect/purposes/name-of-purpose.ts';
import { usePurposes } from '../../respect/purposes/purposes-query.ts';
import { DecisionMark } from '../../ui/mark.tsx';
import { toDecision } from '../people/permissions.tsx';
import type { Permit } from './answers.ts';
import styles from './prohibitions.module.css';

const ICONS = {
  phone: <IconPhoneOff />,
  email: <IconMailOff />,
  sms: <IconMessageOff />,
  push: <IconBellOff />,
  post: <IconMailOff />,
  ads: <IconScanEye />,
} as const;
type Channel = keyof typeof ICONS;

/** They said no themselves, in words or by a signal. */
export const isForbidden = ({ decision, said }: Permit): boolean => decision === 'deny' && said !== null;

export function Prohibitions({ permits }: { permits: readonly Permit[] }) {
  const { t } = useTranslation();
  const forbidden = permits.filter(isForbidden);
  if (forbidden.length === 0) return null;
  return (
    <section aria-label={t('views.mayNot')}>
      <ul className={styles.list}>
        {forbidden.map((permit) => (
          <Prohibition key={permit.purpose} permit={permit} />
        ))}
      </ul>
    </section>
  );
}

function Prohibition({ permit: { purpose, title, reason, said } }: { permit: Permit }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useNameOfPurpose();
  const wordsOf = useDecisionWords();
  const words = useStatementWords();
  const channel = useChannelOf()(purpose);
  const name = nameOf(purpose) === purpose ? title : nameOf(purpose);
  return (
    <li className={styles.prohibition}>
      <span className={styles.icon} aria-hidden="true">
        {channel ? ICONS[channel] : <IconBan />}
      </span>
      <div className={styles.words}>
        <h2 className={styles.title}>
          {channel ? t(`views.doNot.${channel}`) : t('views.doNot.other', { purpose: name })}
        </h2>
        {channel && <p className={styles.purpose}>{name}</p>}
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

/** The channel that a purpose is about, where it is about one. */
function useChannelOf(): (purpose: string) => Channel | undefined {
  const purposes = usePurposes().data?.items ?? [];
  return (slug) => {
    const told = purposes.find((one) => one.slug === slug)?.channel ?? slug.split('.').at(-1);
    return told !== undefined && Object.hasOwn(ICONS, told) ? (told as Channel) : undefined;
  };
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
