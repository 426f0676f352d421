// The ledger: everything a person expressed, the newest record first. The one that is open is in the address.
import { IconCheck, IconClock, IconMinus } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { StateMark } from '../../ui/mark.tsx';
import { ClockTime, useNow } from '../../ui/time.tsx';
import { Timeline, TimelineDay, TimelineEntry, TimelineSession } from '../../ui/timeline.tsx';
import { useNameOfPurpose } from '../purposes/name-of-purpose.ts';
import styles from './consents.module.css';
import type { ConsentEvent } from './consents-query.ts';
import { StatementFacts } from './statement-facts.tsx';
import { isNegative, isPositive, useStatementWords } from './statement-words.ts';
import { hasEnded, lateSeconds } from './statements.ts';

type Opened = {
  /** The id of the open one. */
  open: string | undefined;
  onOpen: (id: string | undefined) => void;
};

export function Ledger({
  events,
  deciding,
  onMore,
  loadingMore,
  ...opened
}: Opened & {
  events: readonly ConsentEvent[];
  /** Ids of those that decide what is permitted now. */
  deciding: ReadonlySet<string>;
  onMore: (() => void) | undefined;
  loadingMore: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { open } = opened;
  const isHere = events.some(({ id }) => id === open);
  useEffect(() => {
    if (isHere) bringIntoSight(document.getElementById(anchorOf(open ?? '')));
  }, [open, isHere]);
  // One that a link names may be far down: ids fall from page to page.
  const isBelow = open !== undefined && Number(open) < Number(events.at(-1)?.id);
  useEffect(() => {
    if (isBelow && !loadingMore) onMore?.();
  }, [isBelow, loadingMore, onMore]);
  const days = Object.entries(
    Object.groupBy(events, ({ received_at }) => format.dayKey(received_at)) as Record<string, ConsentEvent[]>,
  );
  return (
    <>
      <Timeline>
        {days.map(([key, ofDay]) => (
          <TimelineDay key={key} title={format.day(ofDay[0]?.received_at ?? key)}>
            <TimelineSession>
              {ofDay.map((event) => (
                <StatementEntry key={event.id} event={event} decides={deciding.has(event.id)} {...opened} />
              ))}
            </TimelineSession>
          </TimelineDay>
        ))}
      </Timeline>
      {onMore && (
        <Button busy={loadingMore} onClick={onMore}>
          {t('ui.showMore')}
        </Button>
      )}
    </>
  );
}

/** Only what is opened from elsewhere, or has no room below: a line under the hand should stay there. */
function bringIntoSight(element: HTMLElement | null): void {
  const top = element?.getBoundingClientRect().top ?? 0;
  if (top < 0 || top > window.innerHeight * 0.7) element?.scrollIntoView({ block: 'center' });
}

const anchorOf = (id: string): string => `statement-${id}`;

function StatementEntry({
  event,
  decides,
  open,
  onOpen,
}: Opened & { event: ConsentEvent; decides: boolean }) {
  const { t } = useTranslation();
  const nameOf = useNameOfPurpose();
  const words = useStatementWords();
  const title = t('consents.entry', { state: words.state(event.state), purpose: nameOf(event.purpose) });
  return (
    <TimelineEntry
      icon={iconOf(event.state)}
      title={<span id={anchorOf(event.id)}>{title}</span>}
      detail={
        <span className={styles.detail}>
          <Marks event={event} decides={decides} />
          <span>{words.how(event)}</span>
        </span>
      }
      time={<ClockTime at={event.received_at} />}
      open={event.id === open}
      onOpen={(opens) => onOpen(opens ? event.id : undefined)}
    >
      {() => <StatementFacts event={event} onStatement={onOpen} />}
    </TimelineEntry>
  );
}

/** What a reader must not miss. */
function Marks({ event, decides }: { event: ConsentEvent; decides: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow();
  const late = lateSeconds(event);
  return (
    <>
      {decides && <StateMark tone="plain">{t('consents.mark.decides')}</StateMark>}
      {event.unproven && <StateMark tone="waiting">{t('consents.mark.unproven')}</StateMark>}
      {hasEnded(event, nowMs) && <StateMark tone="waiting">{t('consents.mark.ended')}</StateMark>}
      {late > 0 && (
        <StateMark tone="waiting">{t('consents.mark.late', { time: format.duration(late) })}</StateMark>
      )}
    </>
  );
}

function iconOf(state: string): ReactNode {
  if (isPositive(state)) return <IconCheck className={styles.yes} />;
  return isNegative(state) ? <IconMinus className={styles.no} /> : <IconClock />;
}
