// The process that sends. It does what `load.ts` tells it, one message at a time.
import { percentile } from './answer.ts';
import { deskPath } from './card-base.ts';
import { openConnection, toRequest } from './http-connection.ts';
import { makeIdentityTemplate } from './identity-traffic.ts';
import { apiHeaders, collectHeaders } from './keys.ts';
import type { FromLoad, LoadJob, LoadResult, LoadRun, ToLoad } from './load.ts';
import { makeRandom, type Random } from './random.ts';
import { runClosed, runOpen, type Sender, type Tally } from './sending.ts';
import {
  eventsPerRequest,
  fillTemplate,
  makeSingleTemplate,
  makeTemplate,
  type Template,
  toUserId,
} from './shop-traffic.ts';

/** Requests that each connection has to itself: one is not written to again before it is answered. */
const templatesPerConnection = 24;

const makersOf = {
  batches: makeTemplate,
  identities: makeIdentityTemplate,
  singles: makeSingleTemplate,
};

type Ask = (job: LoadJob, random: Random) => Buffer;
const ofPerson =
  (toAsk: (person: number) => Buffer): Ask =>
  ({ people }, random) =>
    toAsk(random.below(people));

/** What carries no events is made for each request. */
const asks: Partial<Record<LoadJob['send'], Ask>> = {
  reads: ofPerson((person) =>
    toRequest('GET', `/api/profiles/user_id/${toUserId(person)}?purpose=service`, apiHeaders),
  ),
  views: ofPerson((person) => toRequest('GET', deskPath(person), apiHeaders)),
  decisions: ofPerson((person) => {
    const subject = { type: 'user_id', value: toUserId(person) };
    const body = JSON.stringify({ subject, purpose: 'marketing.email' });
    return toRequest('POST', '/api/decide', apiHeaders, body);
  }),
  pages: ({ paths = [] }, random) => toRequest('GET', paths[random.below(paths.length)] as string, {}),
};

type Open = { job: LoadJob; senders: Sender[]; templates: Template[] };

async function open(job: LoadJob): Promise<Open> {
  const random = makeRandom(20_261_121);
  const sentAtMs = Date.now();
  let count = job.firstRequest ?? 0;
  const templates: Template[] = [];
  const senders = await Promise.all(
    Array.from({ length: job.connections }, async (): Promise<Sender> => {
      const connection = await openConnection(job.url);
      const ask = asks[job.send];
      if (ask !== undefined) return { connection, next: () => ask(job, random) };
      const make = makersOf[job.send as keyof typeof makersOf];
      const own = Array.from({ length: templatesPerConnection }, () => make(random, sentAtMs));
      templates.push(...own);
      return {
        connection,
        next: toNext(
          own.map((template) => withHead(job, template)),
          job,
          () => count++,
        ),
      };
    }),
  );
  return { job, senders, templates };
}

function toNext(own: Template[], job: LoadJob, number: () => number): () => Buffer {
  let turn = 0;
  return function next() {
    turn = (turn + 1) % own.length;
    const template = own[turn] as Template;
    fillTemplate(template, number(), job.people);
    return template.bytes;
  };
}

const eventsPer = ({ send }: LoadJob): number =>
  send === 'batches' || send === 'identities' ? eventsPerRequest : 1;

/** The template behind the head of its request, in one buffer. */
function withHead(job: LoadJob, template: Template): Template {
  const path = job.send === 'singles' ? '/v1/track' : '/v1/batch';
  const bytes = toRequest('POST', path, collectHeaders, template.bytes);
  const shift = bytes.length - template.bytes.length;
  return {
    bytes,
    messageAt: template.messageAt.map((at) => at + shift),
    people: template.people.map(({ who, at }) => ({ who, at: at.map((each) => each + shift) })),
    newPeople: template.newPeople,
  };
}

async function run({ job, senders }: Open, given: LoadRun): Promise<LoadResult> {
  const startAt = performance.now();
  const endAt = startAt + given.secondsMax * 1000;
  const tally: Tally = { done: 0, refused: 0, unsent: 0, latencies: [], late: [] };
  if (given.perSecond === undefined) await runClosed(senders, given, endAt, tally);
  else await runOpen(senders, given.perSecond, given, endAt, tally);
  const requests = tally.done;
  const [p50, p99, max] = [0.5, 0.99, 1].map((share) => percentile(tally.latencies, share)) as [
    number,
    number,
    number,
  ];
  return {
    requests,
    events: requests * eventsPer(job),
    refused: tally.refused,
    unsent: tally.unsent,
    seconds: (performance.now() - startAt) / 1000,
    latencyMs: { p50, p99, max },
    lateMsP99: tally.late.length === 0 ? 0 : percentile(tally.late, 0.99),
  };
}

/**
 * For a second, after a moment to warm up. New requests each time, as the server gets them: texts that come again are
 * parsed faster. They are made and decoded beforehand: only the parsing counts.
 */
function measureParse({ job, templates }: Open): number {
  let request = 0;
  function makeTexts(): string[] {
    return Array.from({ length: 20 }, () => {
      const template = templates[request % templates.length] as Template;
      fillTemplate(template, request++, job.people);
      return template.bytes.toString();
    });
  }
  function parseFor(ms: number): number {
    let [parsed, spentMs] = [0, 0];
    while (spentMs < ms) {
      const texts = makeTexts();
      const startAt = performance.now();
      for (const text of texts) JSON.parse(text);
      spentMs += performance.now() - startAt;
      parsed += texts.length;
    }
    return (parsed * eventsPer(job)) / (spentMs / 1000);
  }
  parseFor(300);
  return parseFor(1000);
}

let opened: Open | undefined;

async function obey(message: ToLoad): Promise<unknown> {
  if (message.type === 'open') {
    opened = await open(message.job);
    return undefined;
  }
  if (opened === undefined) throw new Error('Nothing is open');
  return message.type === 'run' ? run(opened, message.run) : measureParse(opened);
}

process.on('message', (message: ToLoad) => {
  const reply = (answer: FromLoad): void => void process.send?.(answer);
  obey(message).then(
    (answer) => reply({ answer }),
    (error: Error) => reply({ error: error.message }),
  );
});
process.on('disconnect', () => process.exit());
