// The explain tree: each part of a definition, whether it is met, and the value and events that decided.
import type { Condition, TraitValue } from '@rapport/protocol';
import { IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { type Part, type Speech, toLead, toSentence, toValueSentence } from '../../definitions/index.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { RelativeTime } from '../../ui/time.tsx';
import { Value } from '../people/value.tsx';
import styles from './definitions.module.css';
import type { ExplainNode } from './kept.ts';
import { Words } from './sentence.tsx';
import { useSpeech } from './use-speech.ts';

const EVENTS_SHOWN = 3;

export function ConditionTree({ tree }: { tree: ExplainNode<Condition> }) {
  const speech = useSpeech();
  if (speech === undefined) return null;
  const say = (node: ExplainNode<Condition>) =>
    (node.nodes ?? []).length > 0
      ? (toLead(speech, node.definition) ?? toSentence(speech, node.definition))
      : toSentence(speech, node.definition);
  return (
    <ul className={styles.tree}>
      <Node node={tree} say={say} />
    </ul>
  );
}

export function ValueTree({ tree }: { tree: ExplainNode<TraitValue> }) {
  const speech = useSpeech();
  if (speech === undefined) return null;
  return (
    <ul className={styles.tree}>
      <Node node={tree} say={({ definition }) => sayOperand(speech, definition)} />
    </ul>
  );
}

/** A side of a calculation may be a number. */
const sayOperand = (speech: Speech, value: TraitValue | number): Part[] =>
  typeof value === 'number' ? [{ kind: 'value', text: String(value) }] : toValueSentence(speech, value);

type NodeProps<D> = { node: ExplainNode<D>; say: (node: ExplainNode<D>) => Part[] };

function Node<D>({ node, say }: NodeProps<D>): ReactNode {
  const { t } = useTranslation();
  const { met, nodes = [] } = node;
  return (
    <li className={styles.node}>
      {met !== undefined && (
        <span className={met ? styles.met : styles.unmet}>
          {met ? <IconCircleCheckFilled aria-hidden="true" /> : <IconCircleDashed aria-hidden="true" />}
          <span className="visually-hidden">{t(met ? 'definitions.met' : 'definitions.unmet')}: </span>
        </span>
      )}
      <div className={styles.nodeWords}>
        <p className={styles.line}>
          <Words parts={say(node)} />
        </p>
        <Evidence node={node} />
        {nodes.length > 0 && (
          <ul className={styles.tree}>
            {nodes.map((inner, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a definition stay in their order.
              <Node key={index} node={inner} say={say} />
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

/** What decided: the value, the events behind it, and when time alone will change it. */
function Evidence<D>({ node }: { node: ExplainNode<D> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { value, events = [], changes_at: changesAt } = node;
  const count = node.events_count ?? events.length;
  const isShown = value !== undefined || node.events !== undefined || changesAt;
  if (!isShown) return null;
  return (
    <div className={styles.evidence}>
      {value !== undefined && (
        <p>
          {t('definitions.valueNow')} {value === null ? t('definitions.noValue') : <Value value={value} />}
        </p>
      )}
      {node.events !== undefined && (
        <p>
          {t('definitions.eventsBehind', { count })}
          {events.slice(0, EVENTS_SHOWN).map((event) => (
            <span key={event.id} className={styles.event}>
              <span className={styles.name}>{event.event}</span> <RelativeTime at={event.timestamp} />
            </span>
          ))}
          {count > EVENTS_SHOWN && <span className={styles.event}>…</span>}
        </p>
      )}
      {changesAt && <p>{t('definitions.changesAt', { at: format.dateTime(changesAt) })}</p>}
    </div>
  );
}
