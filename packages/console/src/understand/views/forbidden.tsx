// What the person forbade, before all else: nobody who has the view open may overlook it.
import { IconCircleMinus } from '@tabler/icons-react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import type { AnsweredField, Permit } from './answers.ts';
import styles from './views.module.css';

export function Forbidden({ fields }: { fields: Record<string, AnsweredField> }) {
  const { t } = useTranslation();
  const refused = Object.values(fields)
    .flatMap((field) => (field.kind === 'permits' ? (field.value ?? []) : []))
    .filter(({ decision }) => decision === 'deny');
  if (refused.length === 0) return null;
  return (
    <section className={styles.forbidden} aria-label={t('views.forbidden')}>
      <h3>{t('views.forbidden')}</h3>
      <ul>
        {refused.map((permit) => (
          <li key={permit.purpose}>
            <IconCircleMinus aria-hidden="true" />
            <div>
              <b>{permit.title}</b>
              <p>{permit.reason.message}</p>
              <HowSaid permit={permit} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function HowSaid({ permit: { said } }: { permit: Permit }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!said) return null;
  const given = { at: format.exact(said.at), method: said.method, notice: said.notice?.title ?? '' };
  return (
    <p className={styles.quiet}>{said.notice ? t('views.saidNotice', given) : t('views.said', given)}</p>
  );
}
