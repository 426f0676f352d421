// Field by field: whether it is shown, its value, how old it is and where from, and the rule that decided.
import { IconCircleCheckFilled, IconCircleDashed, IconEyeDotted, IconEyeOff } from '@tabler/icons-react';
import { useTranslation } from '../../../language/index.ts';
import { useDecisionWords } from '../../../respect/purposes/decision-words.ts';
import { Facts } from '../../../ui/facts.tsx';
import { RelativeTime } from '../../../ui/time.tsx';
import type { AnsweredField, ViewAnswer } from '../answers.ts';
import { toWords } from '../field-words.ts';
import { OriginFacts } from '../provenance.tsx';
import { ToldValue } from '../told-value.tsx';
import styles from './designer.module.css';
import type { ViewDraft } from './view-draft.ts';

const ICONS = {
  shown: <IconCircleCheckFilled />,
  masked: <IconEyeDotted />,
  denied: <IconEyeOff />,
  empty: <IconCircleDashed />,
} as const;

export function DecidedFields({ draft, answer }: { draft: ViewDraft; answer: ViewAnswer }) {
  return (
    <ul className={styles.decided}>
      {draft.fields.map(({ name, title }) => (
        <Decided key={name} name={name} title={title ?? toWords(name)} answer={answer} />
      ))}
    </ul>
  );
}

function Decided({ name, title, answer }: { name: string; title: string; answer: ViewAnswer }) {
  const { t } = useTranslation();
  const wordsOf = useDecisionWords();
  const field = answer.fields[name];
  const of = (all: ViewAnswer['denied']) =>
    all.filter((one) => one.field === name || one.field.startsWith(`${name}.`));
  const denied = of(answer.denied);
  const masked = of(answer.masked);
  const state =
    field === undefined ? 'denied' : masked.length > 0 ? 'masked' : isEmpty(field) ? 'empty' : 'shown';
  const permitted = answer.decision === null ? t('viewDesigner.ofNobody') : wordsOf(answer.decision.reason);
  const rules = [
    ...(field === undefined ? [] : [permitted]),
    ...masked.map(({ field: part, reason }) => said(part, name, wordsOf(reason))),
    ...denied.map(({ field: part, reason }) => said(part, name, wordsOf(reason))),
  ];
  return (
    <li className={styles.decision} data-state={state}>
      <span className={styles[state]} aria-hidden="true">
        {ICONS[state]}
      </span>
      <div className={styles.decisionWords}>
        <h3>
          {title}
          <span className="visually-hidden">: {t(`viewDesigner.state.${state}`)}</span>
        </h3>
        {field && (
          <p>
            <Summary name={name} field={field} />
          </p>
        )}
        {field?.updated_at && (
          <div className={styles.quiet}>
            <RelativeTime at={field.updated_at} />
            <Facts>
              <OriginFacts origin={field.origin} />
            </Facts>
          </div>
        )}
        {rules.map((rule) => (
          <p key={rule} className={styles.rule}>
            {rule}
          </p>
        ))}
      </div>
    </li>
  );
}

/** Of a part of a field, which part. */
const said = (field: string, name: string, words: string): string =>
  field === name ? words : `${toWords(field.slice(name.length + 1))}: ${words}`;

const isEmpty = ({ value }: AnsweredField): boolean =>
  value === null || (Array.isArray(value) && value.length === 0);

function Summary({ name, field }: { name: string; field: AnsweredField }) {
  const { t } = useTranslation();
  if (isEmpty(field)) return <span className={styles.quiet}>{t('views.nothingTold')}</span>;
  if (field.kind === 'attribute' || field.kind === 'trait')
    return <ToldValue name={name} value={field.value} />;
  return t('viewDesigner.found', { count: field.value?.length ?? 0 });
}
