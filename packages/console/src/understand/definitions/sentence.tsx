// Definitions as sentences on the page: names stand out, longer ones have their parts below.
import type { Condition, TraitValue } from '@rapport/protocol';
import { useMemo } from 'react';
import {
  type Outline,
  type Part,
  toOutline,
  toSentence,
  toText,
  toValueSentence,
} from '../../definitions/index.ts';
import { Bone, Loading } from '../../ui/skeleton.tsx';
import styles from './definitions.module.css';
import { useSpeech } from './use-speech.ts';

export function Words({ parts }: { parts: readonly Part[] }) {
  return parts.map(({ kind, text }, index) =>
    kind === 'words' ? (
      text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence never move.
      <span key={index} className={styles[kind]} dir="auto">
        {text}
      </span>
    ),
  );
}

/** A condition, as short as it can be read. */
export function ConditionSentence({ condition }: { condition: Condition }) {
  const speech = useSpeech();
  if (speech === undefined) return <SentenceBone />;
  return <Lines outline={toOutline(speech, condition)} />;
}

export function ValueSentence({ value }: { value: TraitValue }) {
  const speech = useSpeech();
  if (speech === undefined) return <SentenceBone />;
  return (
    <p className={styles.line}>
      <Words parts={toValueSentence(speech, value)} />
    </p>
  );
}

/** Definitions in a list: two lines, and whole where the mouse rests. */
export function useShortSentences() {
  const speech = useSpeech();
  return useMemo(
    () => ({
      ofCondition: (condition: Condition) => speech && <Short parts={toSentence(speech, condition)} />,
      ofValue: (value: TraitValue) => speech && <Short parts={toValueSentence(speech, value)} />,
    }),
    [speech],
  );
}

const Short = ({ parts }: { parts: readonly Part[] }) => (
  <span className={styles.short} title={toText(parts)}>
    <Words parts={parts} />
  </span>
);

function Lines({ outline: { words, items } }: { outline: Outline }) {
  return (
    <>
      <p className={styles.line}>
        <Words parts={words} />
      </p>
      {items.length > 0 && (
        <ul className={styles.lines}>
          {items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two parts may say the same, and none moves.
            <li key={index}>
              <Lines outline={item} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const SentenceBone = () => (
  <Loading>
    <Bone width="70%" />
  </Loading>
);
