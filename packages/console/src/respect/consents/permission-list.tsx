// What is permitted now, purpose by purpose: the answer, why, who is bound beside this company, and the way to the gate.
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { DecisionMark } from '../../ui/mark.tsx';
import type { Identifier } from '../../understand/people/people-query.ts';
import { toDecision } from '../../understand/people/permissions.tsx';
import { useDecisionWords } from '../purposes/decision-words.ts';
import { useNameOfPurpose } from '../purposes/name-of-purpose.ts';
import { usePurposes } from '../purposes/purposes-query.ts';
import styles from './consents.module.css';
import type { PersonPermissions, PurposePermission } from './consents-query.ts';
import { useStatementWords } from './statement-words.ts';

export function PermissionList({
  who,
  permissions,
  onStatement,
}: {
  who: Identifier;
  permissions: PersonPermissions['permissions'];
  onStatement: (id: string) => void;
}) {
  const { t } = useTranslation();
  const order = (usePurposes().data?.items ?? []).map(({ slug }) => slug);
  const slugs = Object.keys(permissions).sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return (
    <ul className={styles.permissions} aria-label={t('consents.now.title')}>
      {slugs.map((slug) => (
        <PermissionRow
          key={slug}
          {...{ who, slug, onStatement }}
          permission={permissions[slug] as PurposePermission}
        />
      ))}
    </ul>
  );
}

function PermissionRow({
  who,
  slug,
  permission,
  onStatement,
}: {
  who: Identifier;
  slug: string;
  permission: PurposePermission;
  onStatement: (id: string) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useNameOfPurpose();
  const reasonOf = useDecisionWords();
  const words = useStatementWords();
  const { reason, recipients } = permission;
  const { consent_event: statement } = reason;
  return (
    <li className={styles.permission}>
      <span className={styles.mark}>
        <DecisionMark decision={toDecision(permission)} label={nameOf(slug)} />
      </span>
      <div className={styles.why}>
        <p>{reasonOf(reason)}</p>
        {statement && (
          <button type="button" className={styles.said} onClick={() => onStatement(statement.id)}>
            {words.said(statement)}
          </button>
        )}
        {recipients.length > 0 && (
          <p className={styles.quiet}>{t('consents.now.binds', { names: format.list(recipients) })}</p>
        )}
      </div>
      <Link
        to="/gate"
        search={{ type: who.type, value: who.value, purpose: slug }}
        className={styles.ask}
        aria-label={t('consents.now.askAbout', { purpose: nameOf(slug) })}
      >
        {t('consents.now.ask')}
      </Link>
    </li>
  );
}
