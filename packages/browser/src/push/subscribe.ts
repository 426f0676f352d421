// Has a browser pushed to: asks for permission, subscribes by the key of the server, and tells whose browser it is.
//
// To be called when somebody pressed a button that says what comes of it: browsers ask only then, and remember a no.

export type PushOptions = {
  /** Of the source. */
  writeKey: string;
  /** The path of the worker on this site, whose one line is `importScripts('…/sdk/rapport-push.js')`. */
  worker: string;
  /** Who is here; at least one. */
  anonymousId?: string;
  userId?: string;
  /** What was chosen in a banner, by category. */
  consent?: Record<string, boolean>;
};

export type PushOutcome = 'subscribed' | 'refused' | 'unsupported' | 'failed';

// Where this script came from is where the server is.
const server = new URL((document.currentScript as HTMLScriptElement | null)?.src ?? location.href).origin;

export async function subscribe(options: PushOptions): Promise<PushOutcome> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window)) return 'unsupported';
  if ((await Notification.requestPermission()) !== 'granted') return 'refused';
  try {
    const answer = await fetch(`${server}/push/key?write_key=${encodeURIComponent(options.writeKey)}`);
    const { public_key: key } = (await answer.json()) as { public_key: string };
    await navigator.serviceWorker.register(options.worker);
    const { pushManager } = await navigator.serviceWorker.ready;
    const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    return (await tell('', { ...named(options), subscription: subscription.toJSON() }))
      ? 'subscribed'
      : 'failed';
  } catch {
    return 'failed';
  }
}

/** True: nobody is pushed to by this browser any more. */
export async function unsubscribe({ writeKey }: Pick<PushOptions, 'writeKey'>): Promise<boolean> {
  const registration = await navigator.serviceWorker?.getRegistration();
  const subscription = await registration?.pushManager.getSubscription();
  if (subscription == null) return true;
  const isOver = await subscription.unsubscribe();
  return (await tell('/gone', { write_key: writeKey, endpoint: subscription.endpoint })) && isOver;
}

const named = ({ writeKey, anonymousId, userId, consent }: PushOptions) => ({
  ...{ write_key: writeKey, anonymous_id: anonymousId, user_id: userId, consent },
});

/** As plain text, about which browsers ask nothing beforehand. */
const tell = async (path: string, body: object): Promise<boolean> =>
  (await fetch(`${server}/push/subscriptions${path}`, { method: 'POST', body: JSON.stringify(body) })).ok;
