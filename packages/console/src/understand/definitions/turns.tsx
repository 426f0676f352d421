// What would bring somebody into a segment, or take them out: by time alone, and by the fewest parts that would have to be otherwise.
import type { Condition } from '@rapport/protocol';
import { type Speech, toSentence } from '../../definitions/index.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Section } from '../../ui/page.tsx';
import { Value } from '../people/value.tsx';
import styles from './definitions.module.css';
import type { Turn, TurningPart } from './kept.ts';
import { Words } from './sentence.tsx';
import { toNeeded } from './to-needed.ts';
import { useSpeech } from './use-speech.ts';

export function Turns({ turns, member }: { turns: readonly Turn[]; member: boolean }) {
  const { t } = useTranslation();
  const speech = useSpeech();
  if (speech === undefined) return null;
  return (
    <Section title={t(member ? 'definitions.turns.out' : 'definitions.turns.in')}>
      {turns.length === 0 ? (
        <p className={styles.quiet}>{t('definitions.turns.none')}</p>
      ) : (
        <ul className={styles.turns}>
          {turns.map((turn, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they stay in their order.
            <Way key={index} turn={turn} speech={speech} isOther={index > 0} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Way({ turn: { at, parts }, speech, isOther }: { turn: Turn; speech: Speech; isOther: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const lead = at
    ? t('definitions.turns.byTime', { at: format.dateTime(at) })
    : parts.length > 1
      ? t(isOther ? 'definitions.turns.orAll' : 'definitions.turns.all')
      : isOther && t('definitions.turns.or');
  return (
    <li className={styles.turn}>
      {lead && <p className={styles.quiet}>{lead}</p>}
      <ul className={styles.turnParts}>
        {parts.map((part) => (
          <li key={JSON.stringify(part.definition)}>
            <p className={styles.line}>
              <Words parts={toSentence(speech, toNeeded(part))} />
            </p>
            <Now part={part} isByTime={at !== null} />
          </li>
        ))}
      </ul>
    </li>
  );
}

/** What it is now, and how far that is from what it would need. */
function Now({
  part: { definition, value, by = 0, denied, masked },
  isByTime,
}: {
  part: TurningPart<Condition>;
  isByTime: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  if (denied) return <p className={styles.quiet}>{t('definitions.turns.hidden')}</p>;
  const isOfValue = 'attribute' in definition || 'trait' in definition || 'events' in definition;
  if (!isOfValue) return null;
  return (
    <p className={styles.evidence}>
      <span>
        {t('definitions.turns.now')}{' '}
        {value === undefined ? t('definitions.noValue') : <Value value={value} />}
      </span>
      {by !== 0 && !isByTime && (
        <span>
          {t(by > 0 ? 'definitions.turns.more' : 'definitions.turns.less', {
            by: format.number(Math.abs(by)),
          })}
        </span>
      )}
      {masked && <span>{t('definitions.turns.masked')}</span>}
    </p>
  );
}
