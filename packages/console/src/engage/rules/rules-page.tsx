// Caps and quiet hours: when a message that may go goes, as sentences, with a week to look at.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { CapForm } from './cap-form.tsx';
import { PrioritiesPart } from './priorities-part.tsx';
import { QuietForm } from './quiet-form.tsx';
import { useRuleWords } from './rule-words.ts';
import styles from './rules.module.css';
import { RulesPart } from './rules-part.tsx';
import { type KeptRules, useMessageRules } from './rules-query.ts';
import { WeekStrip } from './week-strip.tsx';
import { ZonePart } from './zone-part.tsx';

/** `quiet`, `cap`: the number of the one that is changed, or `new`. */
export type RulesSearch = { quiet?: string; cap?: string };

export function MessageRulesPage() {
  const { t } = useTranslation();
  const { data: rules, isError, error, refetch } = useMessageRules();
  return (
    <Page title={t('messageRules.title')} about={t('messageRules.about')}>
      {isError && !rules ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : rules ? (
        <Rules rules={rules} />
      ) : (
        <SkeletonRows rows={8} height={44} />
      )}
    </Page>
  );
}

function Rules({ rules }: { rules: KeptRules }) {
  const { t } = useTranslation();
  const mayChange = useMay('channels:write');
  const { quietOf, capOf } = useRuleWords();
  const search = useSearch({ from: '/inside/message-rules' });
  const navigate = useNavigate({ from: '/message-rules' });
  const show = useCallback(
    (next: RulesSearch) => void navigate({ search: next, replace: true, resetScroll: false }),
    [navigate],
  );
  const close = useCallback(() => show({}), [show]);
  const [quietAt, capAt] = [toPlace(search.quiet, rules.quiet_hours), toPlace(search.cap, rules.caps)];
  return (
    <>
      <RulesPart
        title={t('messageRules.quietHours')}
        about={t('messageRules.quietAbout')}
        sentences={rules.quiet_hours.map(quietOf)}
        none={t('messageRules.noQuiet')}
        add={t('messageRules.addQuiet')}
        onOpen={mayChange ? (at) => show({ quiet: at }) : undefined}
      >
        <WeekStrip hours={rules.quiet_hours} />
      </RulesPart>
      <RulesPart
        title={t('messageRules.caps')}
        about={t('messageRules.capsAbout')}
        sentences={rules.caps.map(capOf)}
        none={t('messageRules.noCaps')}
        add={t('messageRules.addCap')}
        onOpen={mayChange ? (at) => show({ cap: at }) : undefined}
      />
      <PrioritiesPart rules={rules} mayChange={mayChange} />
      <ZonePart rules={rules} mayChange={mayChange} />
      <p className={styles.quiet}>
        {rules.updated_at === null ? (
          t('messageRules.asShipped')
        ) : (
          <>
            {t('messageRules.setBy', { name: rules.updated_by_name ?? '–' })}{' '}
            <RelativeTime at={rules.updated_at} />
          </>
        )}
      </p>
      {mayChange && quietAt !== null && (
        <QuietForm key={search.quiet} rules={rules} at={quietAt} onClose={close} />
      )}
      {mayChange && capAt !== null && <CapForm key={search.cap} rules={rules} at={capAt} onClose={close} />}
    </>
  );
}

/** Undefined: a new one. Null: none is open. */
function toPlace(text: string | undefined, all: readonly unknown[]): number | undefined | null {
  if (text === 'new') return undefined;
  return text !== undefined && all[Number(text)] !== undefined ? Number(text) : null;
}
