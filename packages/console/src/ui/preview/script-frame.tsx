// A page in a frame that can reach nothing, with a script that shows on it what it is told: the real thing, before it is saved.
import { useCallback, useEffect, useRef } from 'react';
import styles from './preview.module.css';
import { PreviewFrame, type View } from './preview.tsx';

/** A page with lines where its text would be. */
const toPage = (
  script: string,
): string => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Preview</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><style>
body{margin:0;padding:6vmin;background:light-dark(#fff,#101014)}
p{height:1em;margin:0 0 .9em;border-radius:4px;background:light-dark(#eeeef2,#1d1d24)}
p:nth-of-type(4n+1){height:1.7em;width:48%}p:nth-of-type(4n){width:72%}
</style></head><body>${'<p></p>'.repeat(16)}<script src="/sdk/${script}.js"></script></body></html>`;

/**
 * `script`: its name, which it also says when it is ready. `told`: what it is to show, again whenever that or the view changes;
 * undefined: nothing yet.
 */
export function ScriptFrame({
  script,
  title,
  view,
  told,
}: {
  script: string;
  title: string;
  view: View;
  told: object | undefined;
}) {
  const frame = useRef<HTMLIFrameElement>(null);
  const tell = useCallback(() => {
    // The frame has no origin of its own, and there is nothing secret in it.
    if (told) frame.current?.contentWindow?.postMessage(told, '*');
  }, [told]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page of another width or shade is told again.
  useEffect(tell, [tell, view.width, view.shade]);
  useEffect(() => {
    const answer = ({ source, data }: MessageEvent<unknown>) => {
      if (source === frame.current?.contentWindow && data === script) tell();
    };
    addEventListener('message', answer);
    return () => removeEventListener('message', answer);
  }, [tell, script]);
  return (
    <PreviewFrame view={view}>
      <iframe
        ref={frame}
        className={styles[view.shade]}
        title={title}
        sandbox="allow-scripts"
        srcDoc={toPage(script)}
      />
    </PreviewFrame>
  );
}
