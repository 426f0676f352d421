// The box and its list: arrows move, Enter goes, groups have titles. A combobox as ARIA describes it.
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { type Result, useResults } from './results.tsx';
import styles from './search-box.module.css';

export function SearchBox({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const { results, searching, failed } = useResults(text);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const current = results[Math.min(chosen, results.length - 1)];

  // At once, not after the dialog has faded in: whoever presses ⌘K goes on typing.
  useLayoutEffect(() => input.current?.focus(), []);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setChosen(
        (before) =>
          (Math.min(before, results.length - 1) + step + results.length) % Math.max(1, results.length),
      );
    } else if (event.key === 'Enter' && current && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(current);
    }
  }

  function run(result: Result) {
    onDone();
    result.run();
  }

  return (
    <div className={styles.box}>
      <input
        ref={input}
        className={styles.input}
        placeholder={t('shell.find.placeholder')}
        aria-label={t('shell.find.placeholder')}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={current && `${id}-${current.id}`}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={styles.list} role="listbox" id={`${id}-list`} aria-label={t('shell.search')} ref={list}>
        {results.map((result, index) => (
          <div key={result.id} role="presentation">
            {result.group !== results[index - 1]?.group && (
              <div className={styles.group} role="presentation">
                {t(`shell.find.group.${result.group}`)}
              </div>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the box above has the keyboard, as in every combobox. */}
            <div
              role="option"
              id={`${id}-${result.id}`}
              aria-selected={result === current}
              tabIndex={-1}
              className={styles.option}
              onMouseMove={() => setChosen(index)}
              onClick={() => run(result)}
            >
              <span className={styles.icon} aria-hidden="true">
                {result.icon}
              </span>
              <span className={styles.label}>{result.label}</span>
              {result.detail && <span className={styles.detail}>{result.detail}</span>}
            </div>
          </div>
        ))}
      </div>
      <p className={styles.status} role="status">
        {failed
          ? t('shell.find.failed')
          : searching
            ? t('shell.find.searching')
            : results.length === 0
              ? t('shell.find.nothing', { text })
              : ''}
      </p>
    </div>
  );
}
