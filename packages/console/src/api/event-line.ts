// A line to the server by which news come (Server-Sent Events): it comes back by itself, and is let go of while nobody looks.

export type LineState = 'connecting' | 'open' | 'broken';

/** After a refusal: soon enough to notice a restart, rarely enough not to press. */
const RETRY_MS = 3000;

type Listeners = {
  onState: (state: LineState) => void;
  /** What to do with the content of each kind of news; news without a name are `message`. */
  on: Record<string, (content: unknown) => void>;
  /** The line is back after it was down: something may have been missed. */
  onGap?: () => void;
};

/**
 * Opens the line, and lets go of it while nobody looks: a browser opens only six connections to a server, and a few
 * forgotten tabs would take them all.
 */
export function openLine(address: string, { onState, on, onGap }: Listeners): { close: () => void } {
  let stream: EventSource | undefined;
  let missedSome = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const connect = () => {
    const opened = new EventSource(address);
    stream = opened;
    opened.onopen = () => {
      onState('open');
      if (missedSome) onGap?.();
      missedSome = false;
    };
    opened.onerror = () => {
      missedSome = true;
      onState('broken');
      // A browser comes back by itself after a lost line, not after a refusal.
      if (opened.readyState === EventSource.CLOSED) retry = setTimeout(connect, RETRY_MS);
    };
    for (const [name, take] of Object.entries(on))
      opened.addEventListener(name, (news) => take(JSON.parse(String((news as MessageEvent).data))));
  };
  const onVisibility = () => {
    clearTimeout(retry);
    if (document.hidden) {
      stream?.close();
      stream = undefined;
      missedSome = true;
    } else if (!stream) {
      connect();
    }
  };
  if (!document.hidden) connect();
  document.addEventListener('visibilitychange', onVisibility);
  return {
    close: () => {
      document.removeEventListener('visibilitychange', onVisibility);
      clearTimeout(retry);
      stream?.close();
    },
  };
}
