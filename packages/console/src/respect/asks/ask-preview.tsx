// The real card with what is being set, in a frame that can reach nothing, as a phone and as a desktop show it. It can be pressed.
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { useDebounced } from '../../ui/debounced.ts';
import { Choice } from '../../ui/field.tsx';
import { ErrorState } from '../../ui/states.tsx';
import styles from './asks.module.css';
import { type AskBody, useAskPreview } from './asks-query.ts';

const REST_MS = 250;
/** A page with lines where its text would be, and the script that shows the card. */
const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Card</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><style>
body{margin:0;padding:6vmin;background:light-dark(#fff,#101014)}
p{height:1em;margin:0 0 .9em;border-radius:4px;background:light-dark(#eeeef2,#1d1d24)}
p:nth-of-type(4n+1){height:1.7em;width:48%}p:nth-of-type(4n){width:72%}
</style></head><body>${'<p></p>'.repeat(16)}<script src="/sdk/rapport-ask-preview.js"></script></body></html>`;

/** `ask` undefined: something is missing still. */
export function AskPreview({ ask, language }: { ask: AskBody | undefined; language: string }) {
  const { t } = useTranslation();
  const [width, setWidth] = useState<'phone' | 'desktop'>('phone');
  const [shade, setShade] = useState<'light' | 'dark'>('light');
  const settled = useDebounced(ask, REST_MS);
  const { data, error } = useAskPreview(settled, language);
  return (
    <div className={styles.preview}>
      <h3>{t('asks.preview')}</h3>
      <div className={styles.views}>
        <Choice
          label={t('asks.width')}
          value={width}
          options={(['phone', 'desktop'] as const).map((value) => ({ value, label: t(`asks.${value}`) }))}
          onValue={setWidth}
        />
        <Choice
          label={t('asks.shade')}
          value={shade}
          options={(['light', 'dark'] as const).map((value) => ({ value, label: t(`asks.${value}`) }))}
          onValue={setShade}
        />
      </div>
      {error && ask && <ErrorState error={error} />}
      <div className={styles.frame} data-width={width}>
        <Frame shade={shade} shown={data?.ask} edition={`${width} ${shade}`} />
      </div>
      <p className={styles.quiet}>{data ? t('asks.previewHelp') : t('asks.previewNothing')}</p>
    </div>
  );
}

/** `edition`: with another one the card is drawn anew, as a page of that width and shade would. */
function Frame({ shade, shown, edition }: { shade: string; shown: object | undefined; edition: string }) {
  const { t } = useTranslation();
  const frame = useRef<HTMLIFrameElement>(null);
  const tell = useCallback(() => {
    // The frame has no origin of its own, and there is nothing secret in it.
    if (shown) frame.current?.contentWindow?.postMessage({ ask: shown }, '*');
  }, [shown]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another edition is told again.
  useEffect(tell, [tell, edition]);
  useEffect(() => {
    const answer = ({ source, data }: MessageEvent<unknown>) => {
      if (source === frame.current?.contentWindow && data === 'rapport-ask-preview') tell();
    };
    addEventListener('message', answer);
    return () => removeEventListener('message', answer);
  }, [tell]);
  return (
    <iframe
      ref={frame}
      className={styles[shade]}
      title={t('asks.preview')}
      sandbox="allow-scripts"
      srcDoc={PAGE}
    />
  );
}
