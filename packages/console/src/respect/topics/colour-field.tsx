// A colour with what can be read in it, told while it is chosen; and the nearest that will do, to take by one press.
import {
  contrastNeeded,
  contrastOnPages,
  isReadable,
  nearestReadable,
  pageGrounds,
  type Shade,
  toColour,
  wordsOn,
} from '@rapport/protocol';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { StateMark } from '../../ui/mark.tsx';
import styles from './topics.module.css';

/** Null: none is named. Undefined: it is no colour. */
export const toTold = (text: string): string | null | undefined =>
  text.trim() === '' ? null : toColour(text);

export function ColourField({
  label,
  help,
  shade,
  value,
  from = null,
  onValue,
}: {
  label: string;
  help: string;
  shade: Shade;
  value: string;
  /** The colour from which the one is made that stands where none is named. */
  from?: string | null | undefined;
  onValue: (value: string) => void;
}) {
  const { t } = useTranslation();
  const told = toTold(value);
  const shown = told ?? (from === null ? null : nearestReadable(from, shade));
  return (
    <div className={styles.colour}>
      <div className={styles.colourFields}>
        <TextField
          label={label}
          help={help}
          fault={told === undefined ? t('topics.noColour') : undefined}
          value={value}
          placeholder={shown ?? t('topics.ours')}
          maxLength={7}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onValue(event.currentTarget.value)}
        />
        <input
          type="color"
          className={styles.picker}
          aria-label={t('topics.pick', { label })}
          value={shown ?? (shade === 'light' ? '#3b2fb0' : '#b9b2ff')}
          onChange={(event) => onValue(event.currentTarget.value)}
        />
      </div>
      {shown && told !== undefined && <Contrast colour={shown} shade={shade} onTake={onValue} />}
    </div>
  );
}

/** A sample on the ground of a page, the measure, and the way out where it is too little. */
function Contrast({
  colour,
  shade,
  onTake,
}: {
  colour: string;
  shade: Shade;
  onTake: (colour: string) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const isGood = isReadable(colour, shade);
  const nearest = nearestReadable(colour, shade);
  const measured = { ratio: format.number(Math.floor(contrastOnPages(colour, shade) * 10) / 10) };
  return (
    <div className={styles.contrast} aria-live="polite">
      <span className={styles.sample} style={{ background: pageGrounds[shade].ground }} aria-hidden="true">
        <span style={{ color: colour, borderColor: colour }}>Aa</span>
        <span style={{ color: wordsOn(colour), background: colour, borderColor: colour }}>Aa</span>
      </span>
      <StateMark tone={isGood ? 'good' : 'bad'}>
        {isGood
          ? t('topics.readable', measured)
          : t('topics.unreadable', { ...measured, needed: format.number(contrastNeeded) })}
      </StateMark>
      {!isGood && <Button onClick={() => onTake(nearest)}>{t('topics.take', { colour: nearest })}</Button>}
    </div>
  );
}
