// The real banner with what is being set, in a frame that can reach nothing, as a phone and as a desktop show it. It can be pressed.
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { classNames } from '../../ui/class-names.ts';
import { useDebounced } from '../../ui/debounced.ts';
import { Choice, Switch } from '../../ui/field.tsx';
import { ErrorState } from '../../ui/states.tsx';
import styles from './banner.module.css';
import { type BannerBody, type BannerLanguage, useBannerPreview } from './banner-query.ts';

const REST_MS = 250;
/** A page with lines where its text would be, and the script that shows the banner. */
const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Banner</title>
<meta name="viewport" content="width=device-width"><style>
body{margin:0;padding:6vmin;background:light-dark(#fff,#101014)}
p{height:1em;margin:0 0 .9em;border-radius:4px;background:light-dark(#eeeef2,#1d1d24)}
p:nth-of-type(4n+1){height:1.7em;width:48%}p:nth-of-type(4n){width:72%}
</style></head><body>${'<p></p>'.repeat(16)}<script src="/sdk/rapport-banner-preview.js"></script></body></html>`;

export function BannerPreview({
  sourceId,
  body,
  language,
}: {
  sourceId: string;
  body: BannerBody;
  language: BannerLanguage;
}) {
  const { t } = useTranslation();
  const [width, setWidth] = useState<'phone' | 'desktop'>('phone');
  const [shade, setShade] = useState<'light' | 'dark'>('light');
  const [gpc, setGpc] = useState(false);
  const { data, error, refetch } = useBannerPreview(sourceId, useDebounced({ body, language }, REST_MS));
  return (
    <div className={styles.preview}>
      <h2>{t('banners.preview')}</h2>
      <div className={styles.views}>
        <Choice
          label={t('banners.width')}
          value={width}
          options={(['phone', 'desktop'] as const).map((value) => ({ value, label: t(`banners.${value}`) }))}
          onValue={setWidth}
        />
        <Choice
          label={t('banners.shade')}
          value={shade}
          options={(['light', 'dark'] as const).map((value) => ({ value, label: t(`banners.${value}`) }))}
          onValue={setShade}
        />
      </div>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      <div className={styles.frame} data-width={width}>
        <Frame className={styles[shade] ?? ''} shown={data} gpc={gpc} edition={`${width} ${shade}`} />
      </div>
      <Switch label={t('banners.gpc')} help={t('banners.gpcHelp')} checked={gpc} onCheck={setGpc} />
      <p className={styles.quiet}>{t('banners.previewHelp')}</p>
    </div>
  );
}

/** `edition`: with another one the banner is drawn anew, as a page of that width and shade would. */
function Frame({
  className,
  shown,
  gpc,
  edition,
}: {
  className: string;
  shown: object | undefined;
  gpc: boolean;
  edition: string;
}) {
  const { t } = useTranslation();
  const frame = useRef<HTMLIFrameElement>(null);
  const tell = useCallback(() => {
    // The frame has no origin of its own, and there is nothing secret in it.
    if (shown) frame.current?.contentWindow?.postMessage({ banner: shown, gpc }, '*');
  }, [shown, gpc]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another edition is told again.
  useEffect(tell, [tell, edition]);
  useEffect(() => {
    const answer = ({ source, data }: MessageEvent<unknown>) => {
      if (source === frame.current?.contentWindow && data === 'rapport-banner-preview') tell();
    };
    addEventListener('message', answer);
    return () => removeEventListener('message', answer);
  }, [tell]);
  return (
    <iframe
      ref={frame}
      className={classNames(className)}
      title={t('banners.preview')}
      sandbox="allow-scripts"
      srcDoc={PAGE}
    />
  );
}
