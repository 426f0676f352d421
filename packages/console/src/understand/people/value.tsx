// A value of any kind, readable: text as text, numbers and times as the reader writes them, objects as JSON.
import { useState } from 'react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { JsonViewer } from '../../ui/code.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import styles from './person-parts.module.css';

const SHOWN_CHARACTERS = 160;
const FLAT_ENTRIES_MAX = 6;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** Day and minute; the exact moment on hover. */
function ShortTime({ at }: { at: string }) {
  const format = useFormat();
  return (
    <Tooltip label={format.exact(at)}>
      <time dateTime={at}>{format.dateTime(at)}</time>
    </Tooltip>
  );
}

export function Value({ value }: { value: unknown }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [whole, setWhole] = useState(false);
  if (value === null || value === undefined) return <span>–</span>;
  if (typeof value === 'boolean') return <span>{value ? t('ui.yes') : t('ui.no')}</span>;
  // No grouping: what looks like a number is often a code, and its digits matter.
  if (typeof value === 'number') return <span style={{ fontVariantNumeric: 'tabular-nums' }}>{value}</span>;
  if (typeof value === 'string') {
    if (ISO_TIME.test(value)) return <ShortTime at={value} />;
    if (value === '') return <span>{t('ui.emptyText')}</span>;
    const long = value.length > SHOWN_CHARACTERS;
    return (
      <>
        <span dir="auto">{long && !whole ? `${value.slice(0, SHOWN_CHARACTERS)}…` : value}</span>
        {long && (
          <Button small look="quiet" className={styles.unfold} onClick={() => setWhole(!whole)}>
            {whole ? t('ui.showLess') : t('ui.showWhole', { size: format.bytes(value.length) })}
          </Button>
        )}
      </>
    );
  }
  const pairs = flatPairs(value);
  if (pairs) return <FlatObject pairs={pairs} />;
  const text = JSON.stringify(value);
  if (text.length <= 60) return <code>{text}</code>;
  return whole ? (
    <JsonViewer value={value} label={t('people.value')} />
  ) : (
    <Button small look="quiet" className={styles.unfold} onClick={() => setWhole(true)}>
      {Array.isArray(value)
        ? t('ui.showList', { count: value.length })
        : t('ui.showObject', { count: Object.keys(value).length })}
    </Button>
  );
}

/** The entries of a small object of plain values, such as an address; nothing for anything larger. */
function flatPairs(value: object): [string, string][] | undefined {
  if (Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  const plain = entries.every(([, each]) => ['string', 'number', 'boolean'].includes(typeof each));
  if (!plain || entries.length === 0 || entries.length > FLAT_ENTRIES_MAX) return undefined;
  return entries.map(([name, each]) => [name, String(each)]);
}

function FlatObject({ pairs }: { pairs: [string, string][] }) {
  return (
    <span className={styles.flat}>
      {pairs.map(([name, text]) => (
        <span key={name}>
          <span className={styles.flatName}>{name}</span> {text.slice(0, SHOWN_CHARACTERS)}
        </span>
      ))}
    </span>
  );
}
