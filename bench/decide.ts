// How many decisions does the gate give, and how long does one take that is asked over HTTP?
//
// In process: a million people, who said something about a quarter of twenty purposes, on up to three identifiers; questions
// in random order. Over HTTP: `POST /api/decide` by the clock, about people of a shop; each decision is kept.

import type { ConsentState, Statement } from '../packages/server/src/respect/consents/index.ts';
import { decide, type Subject } from '../packages/server/src/respect/gate/index.ts';
import { type Purpose, plainHandling, plainMeaning } from '../packages/server/src/respect/purposes/index.ts';
import { sized, tell, toNumber } from './answer.ts';
import { openLoad, toTimes } from './load.ts';
import { waitUntilIdle } from './processes.ts';
import { makeRandom } from './random.ts';
import { startRapport } from './rapport.ts';
import { requestsFor } from './shop-traffic.ts';

const inProcess = {
  asked: 'decisions/s in process, 1,000,000 people, 20 purposes',
  unit: 'decisions/s',
  better: 'more',
  floor: 200_000,
  goal: 1_000_000,
} as const;
const overHttp = {
  asked: '`POST /api/decide` p99 at 1,000/s',
  unit: 'ms',
  better: 'less',
  floor: 10,
  goal: 2,
} as const;

const random = makeRandom(20_261_126);
const models = ['none', 'opt_out', 'opt_in', 'opt_in', 'explicit'] as const;
const purposes = Array.from({ length: 20 }, (_, bit): Purpose => {
  const consent_model = models[bit % models.length] as Purpose['consent_model'];
  return {
    ...plainMeaning,
    ...plainHandling,
    ...{ slug: `purpose-${bit}`, name: `Purpose ${bit}`, description: '', bit, since: new Date(0) },
    ...{ version: 1, meaning_version: 1, ancestors: [], earlier: {} },
    consent_model,
    legal_basis: consent_model === 'opt_in' || consent_model === 'explicit' ? 'consent' : 'contract',
  };
});
const states: readonly ConsentState[] = ['given', 'given', 'given', 'refused', 'withdrawn', 'objected'];

function makeStatement(e: number): Statement {
  const identifiers = 1 + random.below(3);
  return {
    ...{ e, p: random.below(purposes.length), v: 1, s: states[random.below(states.length)] as ConsentState },
    ...{ t: random.below(1000), m: 'form', i: Array.from({ length: identifiers }, (_, i) => i) },
  };
}

function measureInProcess(): void {
  const people = Array.from({ length: sized(1_000_000, 1000) }, (): Subject => {
    const statements = Array.from({ length: random.below(11) }, (_, e) => makeStatement(e));
    return { statements, known: true };
  });
  const secondsMax = sized(10, 1);
  const measure = (ask: (subject: Subject, purpose: Purpose) => boolean): { rate: number; yes: number } => {
    const startedAt = performance.now();
    let [asked, yes] = [0, 0];
    while (performance.now() - startedAt < secondsMax * 1000)
      for (let i = 0; i < 1000; i += 1) {
        const subject = people[random.below(people.length)] as Subject;
        if (ask(subject, purposes[random.below(purposes.length)] as Purpose)) yes += 1;
        asked += 1;
      }
    return { rate: (asked * 1000) / (performance.now() - startedAt), yes: yes / asked };
  };
  const question = (subject: Subject, purpose: Purpose): boolean =>
    decide(subject, { purpose, at: 2000 }).decision === 'permit';
  measure(question);
  const gate = measure(question);
  const touched = measure((subject, { bit }) => subject.statements.some(({ p }) => p === bit));
  tell(inProcess, {
    figure: gate.rate,
    measured: `${toNumber(gate.rate)} decisions/s on one core, ${toNumber(gate.yes * 100)} % permitted`,
    yardstick: `finding the person, and whether they said anything: ${toNumber(touched.rate)}/s`,
  });
}

async function measureOverHttp(): Promise<void> {
  const people = sized(100_000, 1000);
  await using rapport = await startRapport();
  await using load = await openLoad({ url: rapport.url, connections: 8, send: 'batches', people });
  await load.run({ requestsMax: requestsFor(people), secondsMax: 900 });
  await rapport.settle();
  await waitUntilIdle(rapport.pid);
  await using asker = await openLoad({ url: rapport.url, connections: 64, send: 'decisions', people });
  await using reader = await openLoad({ url: rapport.url, connections: 64, send: 'reads', people });
  const run = { requestsMax: Number.POSITIVE_INFINITY, secondsMax: sized(20, 2), perSecond: 1000 };
  await asker.run({ ...run, secondsMax: sized(3, 1) });
  const decided = await asker.run(run);
  const read = await reader.run(run);
  tell(overHttp, {
    figure: decided.latencyMs.p99,
    measured: `${toTimes(decided)} of ${toNumber(decided.requests)}; sender late by ${toNumber(decided.lateMsP99)} ms (p99, included)`,
    yardstick: `reading the profile instead, at the same rate: ${toTimes(read)}`,
  });
}

measureInProcess();
await measureOverHttp();
