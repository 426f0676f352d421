// Marks: a sign *and* a colour, so that they can be told apart without seeing colours.
import {
  IconAlertTriangle,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleMinus,
  IconClock,
  IconPlayerPause,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../language/index.ts';
import { classNames } from './class-names.ts';
import styles from './mark.module.css';
import { Tooltip } from './tooltip.tsx';

export type Tone = 'good' | 'busy' | 'off' | 'bad' | 'waiting' | 'plain';

const TONE_ICON: Record<Tone, ReactNode> = {
  good: <IconCircleCheckFilled aria-hidden="true" />,
  busy: <span className={styles.pulse} aria-hidden="true" />,
  off: <IconPlayerPause aria-hidden="true" />,
  bad: <IconAlertTriangle aria-hidden="true" />,
  waiting: <IconClock aria-hidden="true" />,
  plain: null,
};

/** The state of a thing: running, stopped, waiting, wrong. */
export function StateMark({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={classNames(styles.mark, styles[tone])}>
      {TONE_ICON[tone]}
      {children}
    </span>
  );
}

export type Decision = 'permit' | 'deny' | 'unknown';

const DECISION_ICON: Record<Decision, ReactNode> = {
  permit: <IconCircleCheckFilled aria-hidden="true" />,
  deny: <IconCircleMinus aria-hidden="true" />,
  unknown: <IconCircleDashed aria-hidden="true" />,
};

/**
 * May it be used for this purpose? Permit, deny or unknown (which means no), with the reason on hover and focus. With
 * `onOpen` it is a button that leads to the whole story.
 */
export function DecisionMark({
  decision,
  label,
  reason,
  onOpen,
}: {
  decision: Decision;
  label: string;
  reason?: string;
  onOpen?: () => void;
}) {
  const { t } = useTranslation();
  const word = t(`ui.decision.${decision}`);
  const content = (
    <>
      {DECISION_ICON[decision]}
      {label}
      <span className="visually-hidden">
        : {word}. {reason}
      </span>
    </>
  );
  const className = classNames(styles.mark, styles[decision], onOpen && styles.opens);
  const mark = onOpen ? (
    <button type="button" className={className} onClick={onOpen}>
      {content}
    </button>
  ) : (
    <span className={className} tabIndex={reason ? 0 : undefined}>
      {content}
    </span>
  );
  return reason ? <Tooltip label={`${word}: ${reason}`}>{mark}</Tooltip> : mark;
}

/** A small label that classifies: an event type, a kind. */
export function Tag({ children }: { children: ReactNode }) {
  return <span className={styles.tag}>{children}</span>;
}
