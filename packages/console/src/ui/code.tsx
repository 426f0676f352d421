// Code to copy, and JSON to read.
import { useMemo, useState } from 'react';
import { useFormat } from '../language/format.ts';
import { useTranslation } from '../language/index.ts';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import styles from './code.module.css';
import { CopyButton } from './copyable.tsx';
import { Masked } from './masked.tsx';

/** Beyond this a text is cut, because a browser takes seconds to lay out megabytes. */
const SHOWN_CHARACTERS_MAX = 20_000;

/**
 * A snippet with a copy button. `copyText` when what is copied differs from what is shown (a hidden key). `bounded` for code that
 * nobody wrote: it wraps, scrolls inside a fixed height, and is copied whole.
 */
export function CodeSnippet({
  code,
  copyText,
  label,
  bounded,
}: {
  code: string;
  copyText?: string;
  label?: string;
  bounded?: boolean;
}) {
  const { t } = useTranslation();
  const shown = bounded ? code.slice(0, SHOWN_CHARACTERS_MAX) : code;
  return (
    <div className={styles.snippet}>
      <section
        className={classNames(styles.pre, bounded && styles.bounded)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
        aria-label={label}
      >
        <pre>
          <code>{shown === code ? code : `${shown}…`}</code>
        </pre>
      </section>
      <div className={styles.copy}>
        <CopyButton text={copyText ?? code} label={t('ui.copyCode')} />
      </div>
    </div>
  );
}

/** Why the value at this path (`properties.email`) is masked; undefined for one in clear. */
type MaskOf = (path: string, text: string) => string | undefined;

/** Pretty JSON in colours. A string is shown as it is (raw text that did not parse). */
export function JsonViewer({ value, label, maskOf }: { value: unknown; label: string; maskOf?: MaskOf }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [whole, setWhole] = useState(false);
  const text = useMemo(() => (typeof value === 'string' ? value : JSON.stringify(value, null, 2)), [value]);
  const cut = !whole && text.length > SHOWN_CHARACTERS_MAX;
  const shown = cut ? text.slice(0, SHOWN_CHARACTERS_MAX) : text;
  return (
    <div className={styles.snippet}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <section className={styles.json} tabIndex={0} aria-label={label}>
        <pre>
          <code>{typeof value === 'string' ? shown : <Coloured text={shown} maskOf={maskOf} />}</code>
        </pre>
      </section>
      <div className={styles.copy}>
        <CopyButton text={text} label={t('ui.copyJson')} />
      </div>
      {cut && (
        <Button small look="quiet" onClick={() => setWhole(true)}>
          {t('ui.showWhole', { size: format.bytes(text.length) })}
        </Button>
      )}
    </div>
  );
}

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

type Part = { kind: string; text: string; at: number; masked?: string | undefined };

function Coloured({ text, maskOf }: { text: string; maskOf: MaskOf | undefined }) {
  const parts: (string | Part)[] = [];
  const keys: string[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > from) parts.push(text.slice(from, match.index));
    const [whole, quoted, colon, word] = match;
    if (quoted && colon) {
      const depth = (match.index - text.lastIndexOf('\n', match.index) - 1) / 2;
      keys.splice(depth - 1, keys.length, quoted.slice(1, -1));
      parts.push({ kind: 'key', text: quoted, at: match.index }, colon);
    } else {
      const masked = quoted && maskOf?.(keys.join('.'), quoted);
      const kind = quoted ? 'string' : word ? 'word' : 'number';
      parts.push({ kind, text: whole, at: match.index, masked: masked || undefined });
    }
    from = match.index + whole.length;
  }
  parts.push(text.slice(from));
  return parts.map((part) =>
    typeof part === 'string' ? (
      part
    ) : (
      <span key={part.at} className={styles[part.kind]}>
        {part.masked ? <Masked reason={part.masked}>{part.text}</Masked> : part.text}
      </span>
    ),
  );
}
