// The element <rapport-view>: reads its attributes, follows the view, and draws what it is told.
import { type Answer, listChanged } from './answer.ts';
import { cardOf, skeleton, stateOf } from './card.ts';
import { type Child, make, toSheet } from './elements.ts';
import { type Formats, formatsOf, toLabel } from './formats.ts';
import { look } from './look.ts';
import { type Reading, readView, type Trouble } from './reading.ts';
import { chooseLocale, type Words, wordsOf } from './words/index.ts';

const changedMs = 2500;
const minuteMs = 60_000;
/** So long after nobody sees the page any more: a browser lets a few streams of one server be open, over all its tabs. */
const unseenMs = 30_000;

/** Where the script was loaded from: the server that also answers, unless the attribute `server` names another. */
const home =
  document.currentScript instanceof HTMLScriptElement
    ? new URL(document.currentScript.src).origin
    : location.origin;

const sheet = toSheet(look);

export class RapportView extends HTMLElement {
  static readonly observedAttributes = ['view', 'subject', 'token', 'server', 'locale'];

  #body = make('section', { part: 'card' });
  /** Says to screen readers what changed. Apart from the body, which is drawn anew. */
  #said = make('div', { class: 'unseen', role: 'status' });
  #reading: Reading | undefined;
  #answer: Answer | undefined;
  #answeredMs = 0;
  #isStale = false;
  #isFailing = false;
  #opened = new Set<string>();
  #closed = new Set<string>();
  #changed: ReadonlySet<string> = new Set();
  #words: Words = wordsOf('en');
  #formats: Formats = formatsOf('en');
  #starting = false;
  #minute: ReturnType<typeof setInterval> | undefined;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #unseen: ReturnType<typeof setTimeout> | undefined;
  #isResting = false;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    root.append(this.#body, this.#said);
  }

  connectedCallback(): void {
    this.#minute = setInterval(() => this.#tellTimes(), minuteMs);
    document.addEventListener('visibilitychange', this.#followSight);
    addEventListener('online', this.#comeBack);
    this.#followSight();
    this.#start();
  }

  disconnectedCallback(): void {
    clearInterval(this.#minute);
    clearTimeout(this.#settling);
    clearTimeout(this.#unseen);
    document.removeEventListener('visibilitychange', this.#followSight);
    removeEventListener('online', this.#comeBack);
    this.#stop();
  }

  /** A page that nobody sees reads nothing; when it is seen again it asks anew. */
  #followSight = (): void => {
    clearTimeout(this.#unseen);
    if (document.visibilityState === 'hidden')
      this.#unseen = setTimeout(() => {
        this.#isResting = this.#reading !== undefined;
        this.#stop();
      }, unseenMs);
    else if (this.#isResting) this.#start();
  };

  /** The network is there again: who waited to try does so at once. */
  #comeBack = (): void => {
    if (this.#isFailing) this.#retry();
  };

  #stop(): void {
    this.#reading?.close();
    this.#reading = undefined;
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now) return;
    // Of somebody else nothing may stand there for a moment longer; with another token it is the same person.
    if (name !== 'token' && name !== 'locale') this.#answer = undefined;
    this.#start();
  }

  /** Several attributes that are set at once start one reading. */
  #start(): void {
    if (this.#starting) return;
    this.#starting = true;
    queueMicrotask(() => {
      this.#starting = false;
      if (this.isConnected) this.#read();
    });
  }

  #read(): void {
    this.#stop();
    this.#isResting = false;
    const locale = chooseLocale([
      this.getAttribute('locale'),
      document.documentElement.lang,
      navigator.language,
    ]);
    this.#words = wordsOf(locale);
    this.#formats = formatsOf(locale);
    this.#body.lang = locale;
    const [url, token] = [this.#toUrl(), this.getAttribute('token')];
    if (url === undefined || !token) {
      this.#answer = undefined;
      this.#show(stateOf({ title: this.#words.failed, text: this.#words.incomplete }));
      return;
    }
    if (this.#answer === undefined) this.#show(...skeleton({ words: this.#words }));
    else this.#draw();
    this.#body.ariaBusy = String(this.#answer === undefined);
    this.#reading = readView(url, token, {
      answer: (answer) => this.#take(answer),
      end: (trouble) => this.#end(trouble),
      fail: ({ status }) => this.#fail(status),
    });
  }

  /** `subject` is a type and a value, as in `email:sarah@example.com`; without it the view is about the business. */
  #toUrl(): string | undefined {
    const view = this.getAttribute('view');
    const subject = this.getAttribute('subject');
    const server = this.getAttribute('server') || home;
    if (!view || !/^https?:/.test(server)) return undefined;
    const [, type = '', value = ''] = /^([^:]+):(.+)$/s.exec(subject ?? '') ?? [];
    if (subject && type === '') return undefined;
    const path = subject ? [view, type, value, 'stream'] : [view, 'stream'];
    return `${server.replace(/\/+$/, '')}/api/views/${path.map(encodeURIComponent).join('/')}`;
  }

  #take(answer: Answer): void {
    const changed = listChanged(this.#answer, answer);
    this.#answer = answer;
    this.#answeredMs = Date.now();
    this.#isFailing = false;
    this.#isStale = false;
    this.#changed = new Set(changed);
    this.#draw();
    clearTimeout(this.#settling);
    if (changed.length === 0) return;
    const names = changed.map((name) => answer.fields[name]?.title ?? toLabel(name));
    this.#said.textContent = this.#words.changed(names.join(', '));
    this.#settling = setTimeout(() => {
      this.#changed = new Set();
      for (const one of this.#body.querySelectorAll('.changed')) one.classList.remove('changed');
    }, changedMs);
  }

  /** Whoever may not see it any more must not see what it was before either. */
  #end({ status, code, message }: Trouble): void {
    this.#stop();
    this.#answer = undefined;
    const words = this.#words;
    if (status === 401) {
      this.#show(stateOf({ title: words.expired, text: words.expiredText }));
      const options = { bubbles: true, composed: true, detail: { code, message } };
      this.dispatchEvent(new CustomEvent('rapport-view-expired', options));
      return;
    }
    if (code === 'profile_not_found') {
      const value = (this.getAttribute('subject') ?? '').replace(/^[^:]+:/, '');
      this.#show(stateOf({ title: words.nobody, text: words.nobodyText(value) }));
    } else if (code === 'view_not_found') this.#show(stateOf({ title: words.gone }));
    else this.#show(stateOf({ title: status === 403 ? words.forbidden : words.failed, why: message }));
  }

  #fail(status: number): void {
    // As long as the server said to wait it is waited for.
    this.#isFailing = status !== 429;
    this.#isStale = this.#answer !== undefined;
    if (this.#isStale) {
      this.#draw();
      return;
    }
    const { failed, failedText, limited, retry } = this.#words;
    const text = status === 429 ? limited : failedText;
    this.#show(stateOf({ title: failed, text, retry: { label: retry, run: () => this.#retry() } }));
  }

  #retry(): void {
    this.#reading?.retryNow();
  }

  #draw(): void {
    if (this.#answer === undefined) return;
    const drawing = {
      ...{ words: this.#words, formats: this.#formats, nowMs: Date.now() },
      ...{ opened: this.#opened, closed: this.#closed, changed: this.#changed },
      say: (text: string) => {
        this.#said.textContent = text;
      },
    };
    this.#show(this.#isStale && this.#stale(), ...cardOf(this.#answer, drawing));
  }

  #stale(): HTMLElement {
    const { stale, retry } = this.#words;
    const again = { type: 'button', part: 'button', 'data-key': '(retry)', click: () => this.#retry() };
    const text = stale(this.#formats.clock(this.#answeredMs));
    return make(
      'div',
      { class: 'stale', part: 'stale', role: 'status' },
      make('span', {}, text),
      make('button', again, retry),
    );
  }

  /** Puts it in the place of what was there; who was at a button by keyboard is there again. */
  #show(...children: Child[]): void {
    const key = (this.shadowRoot?.activeElement as HTMLElement | null)?.dataset.key;
    this.#body.ariaBusy = 'false';
    const drawn = make('div', {}, ...children);
    this.#body.replaceChildren(...drawn.childNodes);
    const name = this.#body.querySelector('h2');
    if (name === null) this.#body.removeAttribute('aria-label');
    else this.#body.setAttribute('aria-label', name.textContent);
    if (key !== undefined) this.#body.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
  }

  #tellTimes(): void {
    const now = Date.now();
    for (const one of this.#body.querySelectorAll<HTMLTimeElement>('time[data-relative]'))
      one.textContent = this.#formats.relative(one.dateTime, now);
  }
}
