// What the gate said: yes or no, why, the statement that decided, the rule that was reached, and what the answer is kept as.
import { IconCircleCheckFilled, IconCircleDashed, IconCircleMinus, IconFileText } from '@tabler/icons-react';
import { Link, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { isNotFound } from '../../api/error.ts';
import { useMakerName } from '../../connect/identity/maker-words.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { CopyableId } from '../../ui/copyable.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { DecisionMark } from '../../ui/mark.tsx';
import { Card } from '../../ui/page.tsx';
import { Bone, Loading } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { toDecision } from '../../understand/people/permissions.tsx';
import { useCategoryName } from '../categories/category-words.ts';
import { useStatementWords } from '../consents/statement-words.ts';
import { NoticeDrawer } from '../notices/notice-text.tsx';
import { useDecisionWords } from '../purposes/decision-words.ts';
import { useNameOfPurpose } from '../purposes/name-of-purpose.ts';
import styles from './gate.module.css';
import { type GateDecision, useDecision } from './gate-query.ts';
import { RULES, ruleOf } from './rules.ts';

export function GateAnswer({ id }: { id: string }) {
  const { t } = useTranslation();
  const decision = useDecision(id);
  if (decision.isPending)
    return (
      <Loading>
        <Bone height={240} />
      </Loading>
    );
  if (!decision.data)
    return isNotFound(decision.error) ? (
      <EmptyState title={t('gate.unknown')}>
        <p>{t('gate.unknownWords', { id })}</p>
      </EmptyState>
    ) : (
      <ErrorState error={decision.error} onRetry={() => void decision.refetch()} />
    );
  return <Answer answer={decision.data} />;
}

function Answer({ answer }: { answer: GateDecision }) {
  const { t } = useTranslation();
  const nameOf = useNameOfPurpose();
  const reasonOf = useDecisionWords();
  const purpose = nameOf(answer.purpose);
  const verdict = useRef<HTMLHeadingElement>(null);
  const { decision_id: id } = answer;
  // biome-ignore lint/correctness/useExhaustiveDependencies: of each answer, once.
  useEffect(() => {
    // On a narrow screen it stands below the question.
    const top = verdict.current?.getBoundingClientRect().top ?? 0;
    if (top > window.innerHeight * 0.6) verdict.current?.scrollIntoView({ block: 'start' });
  }, [id]);
  return (
    <Card className={styles.card}>
      <div className={styles.head}>
        <h2 className={styles.verdict} ref={verdict}>
          {t(answer.decision === 'permit' ? 'gate.permitted' : 'gate.denied', { purpose })}
        </h2>
        <DecisionMark decision={toDecision(answer)} label={t(`gate.word.${answer.decision}`)} />
      </div>
      <p>{reasonOf(answer.reason)}</p>
      {answer.reason.consent_event && <Decisive answer={answer} />}
      <Rules code={answer.reason.code} permits={answer.decision === 'permit'} />
      <About answer={answer} />
    </Card>
  );
}

/** The statement that decided: the choice, its time, and the notice that was seen. */
function Decisive({ answer: { reason, profile_id: person } }: { answer: GateDecision }) {
  const { t } = useTranslation();
  const words = useStatementWords();
  const [reading, setReading] = useState(false);
  const { consent_event: statement } = reason;
  if (!statement) return null;
  const { notice } = statement;
  return (
    <section className={styles.statement} aria-label={t('gate.statement')}>
      <h3>{t('gate.statement')}</h3>
      <Facts>
        <Fact label={t('gate.choice')}>{words.state(statement.state)}</Fact>
        <Fact label={t('consents.fact.said')}>
          <RelativeTime at={statement.event_time} exact />
        </Fact>
        <Fact label={t('consents.fact.method')}>{words.how(statement)}</Fact>
        <Fact label={t('consents.fact.notice')}>{notice ? notice.title : t('consents.fact.noNotice')}</Fact>
      </Facts>
      <div className={styles.buttons}>
        {notice && (
          <Button small icon={<IconFileText aria-hidden="true" />} onClick={() => setReading(true)}>
            {t('gate.readNotice')}
          </Button>
        )}
        {person && (
          <ButtonLink
            small
            to="/people/$type/$value"
            params={{ type: 'profile_id', value: person }}
            search={{ tab: 'consent', inspect: statement.id }}
          >
            {t('gate.openStatement')}
          </ButtonLink>
        )}
      </div>
      {notice && reading && <NoticeDrawer seen={notice} onClose={() => setReading(false)} />}
    </section>
  );
}

/** All rules in their order: those that were passed, the one that decided, those that were not reached. */
function Rules({ code, permits }: { code: string; permits: boolean }) {
  const { t } = useTranslation();
  const decisive = RULES.indexOf(ruleOf(code));
  return (
    <section>
      <h3>{t('gate.rules')}</h3>
      <ol className={styles.rules}>
        {RULES.map((rule, index) => {
          const state =
            index < decisive ? 'passed' : index > decisive ? 'open' : permits ? 'permits' : 'denies';
          return (
            <li key={rule} className={classNames(styles.rule, styles[state])}>
              {state === 'open' ? (
                <IconCircleDashed aria-hidden="true" />
              ) : state === 'denies' ? (
                <IconCircleMinus aria-hidden="true" />
              ) : (
                <IconCircleCheckFilled aria-hidden="true" />
              )}
              <span>{t(`gate.rule.${rule}`)}</span>
              <span className={styles.outcome}>{t(`gate.outcome.${state}`)}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function About({ answer }: { answer: GateDecision }) {
  const { t } = useTranslation();
  const format = useFormat();
  const makerOf = useMakerName();
  const categoryOf = useCategoryName();
  const { type, value, at } = useSearch({ from: '/inside/gate' });
  const { profile_id: person, recipient, categories, reason } = answer;
  return (
    <Facts>
      <Fact label={t('people.person')}>
        {person === null ? (
          t('gate.nobody')
        ) : (
          <Link
            to="/people/$type/$value"
            params={{ type: 'profile_id', value: person }}
            search={{ tab: 'consent' }}
          >
            {type && value ? value : t('gate.profile', { id: person })}
          </Link>
        )}
      </Fact>
      {recipient && <Fact label={t('gate.recipient')}>{recipient}</Fact>}
      {categories && <Fact label={t('gate.categories')}>{format.list(categories.map(categoryOf))}</Fact>}
      {at && (
        <Fact label={t('gate.at')}>
          <RelativeTime at={at} exact />
        </Fact>
      )}
      <Fact label={t('gate.decidedAt')}>
        <RelativeTime at={answer.decided_at} exact />
      </Fact>
      <Fact label={t('gate.askedBy')}>{makerOf(answer.asked_by, answer.asked_by_name)}</Fact>
      <Fact label={t('gate.id')}>
        <CopyableId id={answer.decision_id} />
      </Fact>
      <Fact label={t('gate.code')}>
        <code>{reason.code}</code>
        <p className={styles.quiet} lang="en">
          {reason.message}
        </p>
      </Fact>
    </Facts>
  );
}
