// The worker that shows pushes while no page is open. A site lays one line where its own worker lies:
// `importScripts('https://rapport.example/sdk/rapport-push.js')`.

/** What the server sends (`engage/channels/web-push`). */
type Said = {
  id: string;
  title: string;
  body: string;
  url: string | null;
  icon: string | null;
  actions: { title: string; url: string }[];
  lang: string;
};
type Shown = { url: string | null; actions: string[] };
/** Of the types of workers, what is used here: those of pages know none of it. */
type Lasting = { waitUntil(work: Promise<unknown>): void };
type Pushed = Lasting & { data: { json(): unknown } | null };
type Pressed = Lasting & { action: string; notification: Notification & { data: unknown } };
type Worker = {
  registration: { showNotification(title: string, options: object): Promise<void> };
  clients: { openWindow(url: string): Promise<unknown> };
  location: Location;
  addEventListener(name: 'push', listen: (event: Pushed) => void): void;
  addEventListener(name: 'notificationclick', listen: (event: Pressed) => void): void;
};

const worker = globalThis as unknown as Worker;

worker.addEventListener('push', (event) => {
  const said = read(event);
  if (said === undefined) return;
  const { id, title, body, icon, lang, url, actions } = said;
  const data: Shown = { url, actions: actions.map((one) => one.url) };
  event.waitUntil(
    worker.registration.showNotification(title, {
      // Sent again, it takes the place of itself.
      ...{ body, lang, data, tag: `rapport-${id}` },
      ...(icon !== null && { icon }),
      actions: actions.map((one, place) => ({ action: String(place), title: one.title })),
    }),
  );
});

worker.addEventListener('notificationclick', (event) => {
  const { notification, action } = event;
  notification.close();
  const shown = notification.data as Shown | null;
  const to = (action === '' ? undefined : shown?.actions[Number(action)]) ?? shown?.url;
  // A path is one of the site on which this worker lies.
  if (to != null) event.waitUntil(worker.clients.openWindow(new URL(to, worker.location.origin).href));
});

/** Undefined: it is none of ours. */
function read({ data }: Pushed): Said | undefined {
  try {
    const said = data?.json() as Said;
    return typeof said?.title === 'string' && Array.isArray(said.actions) ? said : undefined;
  } catch {
    return undefined;
  }
}
