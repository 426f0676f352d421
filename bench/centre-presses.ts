// Does the next decision know of every press in the preference centre?
//
// A press is the form of one purpose, sent to the page of a person; the gate is asked as soon as it is answered. Several people
// press at the same time, each to allow and to stop in turns.
import { percentile, sized, tell, toNumber } from './answer.ts';
import { type HttpConnection, openConnection, toPost, toRequest } from './http-connection.ts';
import { type Rapport, startRapport } from './rapport.ts';

const presses = sized(10_000, 100);
const connections = 3;
const question = {
  asked: `presses that the next decision did not know of, of ${toNumber(presses)}`,
  unit: 'presses',
  better: 'less',
  floor: 0,
  goal: 0,
} as const;

const contactOf = (person: number) => ({ type: 'email', value: `person-${person}@shop.example` });

/** Each connection has people of its own, whose calls are allowed and stopped in turns. */
async function countStale(rapport: Rapport): Promise<{ missed: number; ms: number[] }> {
  const ms: number[] = [];
  let [next, missed] = [0, 0];
  async function press(connection: HttpConnection, person: number): Promise<void> {
    const made = await connection.send(toPost('/api/preference-links', { contact: contactOf(person) }));
    const path = new URL((JSON.parse(made.body.toString()) as { url: string }).url).pathname;
    const shown = (await connection.send(toRequest('GET', path, {}))).body.toString();
    const notice = /value="marketing\.phone" \/>\s*<input type="hidden" name="notice" value="(\w+)"/.exec(
      shown,
    );
    if (notice === null) throw new Error('The page does not ask about calls');
    for (let turn = 0; turn < 10 && next < presses; turn += 1) {
      next += 1;
      const [state, expected] = turn % 2 === 0 ? ['on', 'permit'] : ['off', 'deny'];
      const form = `purpose=marketing.phone&notice=${notice[1]}&lang=en&state=${state}`;
      const head = { 'content-type': 'application/x-www-form-urlencoded' };
      const startedAt = performance.now();
      const pressed = await connection.send(toRequest('POST', path, head, form));
      ms.push(performance.now() - startedAt);
      if (pressed.status !== 303) throw new Error(`A press was answered ${pressed.status}`);
      const asked = { subject: contactOf(person), purpose: 'marketing.phone' };
      const decided = await connection.send(toPost('/api/decide', asked));
      const { decision } = JSON.parse(decided.body.toString()) as { decision: string };
      if (decision !== expected) missed += 1;
    }
  }
  await Promise.all(
    Array.from({ length: connections }, async (_, own) => {
      const connection = await openConnection(rapport.url);
      for (let person = own; next < presses; person += connections) await press(connection, person);
      connection.close();
    }),
  );
  return { missed, ms };
}

await using rapport = await startRapport();
const { missed, ms } = await countStale(rapport);
tell(question, {
  figure: missed,
  measured: `${missed} of ${toNumber(ms.length)}, by ${connections} people at once`,
  yardstick: `a press, until it is answered: p50 ${toNumber(percentile(ms, 0.5))}, p99 ${toNumber(percentile(ms, 0.99))} ms`,
});
