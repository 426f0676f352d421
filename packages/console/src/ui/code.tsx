// Code to copy, and JSON to read.
import { useMemo, useState } from 'react';
import { useFormat } from '../language/format.ts';
import { useTranslation } from '../language/index.ts';
import { Button } from './button.tsx';
import styles from './code.module.css';
import { CopyButton } from './copyable.tsx';

/** A snippet with a copy button. `copyText` when what is copied differs from what is shown (a hidden key). */
export function CodeSnippet({ code, copyText }: { code: string; copyText?: string }) {
  const { t } = useTranslation();
  return (
    <div className={styles.snippet}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <pre className={styles.pre} tabIndex={0}>
        <code>{code}</code>
      </pre>
      <div className={styles.copy}>
        <CopyButton text={copyText ?? code} label={t('ui.copyCode')} />
      </div>
    </div>
  );
}

/** Beyond this the text is cut, because a browser takes seconds to lay out megabytes. */
const SHOWN_CHARACTERS_MAX = 20_000;

/** Pretty JSON in colours. A string is shown as it is (raw text that did not parse). */
export function JsonViewer({ value, label }: { value: unknown; label: string }) {
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
          <code>{typeof value === 'string' ? shown : <Coloured text={shown} />}</code>
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

function Coloured({ text }: { text: string }) {
  const parts: (string | { kind: string; text: string; at: number })[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > from) parts.push(text.slice(from, match.index));
    const [whole, quoted, colon, word] = match;
    if (quoted && colon) {
      parts.push({ kind: 'key', text: quoted, at: match.index }, colon);
    } else {
      parts.push({ kind: quoted ? 'string' : word ? 'word' : 'number', text: whole, at: match.index });
    }
    from = match.index + whole.length;
  }
  parts.push(text.slice(from));
  return parts.map((part) =>
    typeof part === 'string' ? (
      part
    ) : (
      <span key={part.at} className={styles[part.kind]}>
        {part.text}
      </span>
    ),
  );
}
