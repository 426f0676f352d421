// What somebody would have to do is said as the definition itself would say it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Condition } from '@rapport/protocol';
import { createSpeech, loadWords, toSentence, toText } from '../../definitions/index.ts';
import type { TurningPart } from './kept.ts';
import { toNeeded } from './to-needed.ts';

const speech = createSpeech(await loadWords('en'), 'en');
const say = (part: Partial<TurningPart<Condition>> & { definition: Condition }): string =>
  toText(toSentence(speech, toNeeded({ becomes: true, changes_at: null, ...part })));
const month = { name: 'Order Completed', in: { last: 'P30D' } };
const once: Condition = { events: month, count: { at_least: 1 } };

test('each kind of part is said as it would have to be', () => {
  const often: Condition = { events: month, count: { at_least: 3 } };
  const cases: [said: string, expected: string][] = [
    [
      say({ definition: often, needs: { at_least: 3 } }),
      'Order Completed happened at least 3 times in the last 30 days',
    ],
    [
      say({ definition: once, becomes: false, needs: { less_than: 1 } }),
      'Order Completed did not happen in the last 30 days',
    ],
    [say({ definition: { attribute: 'plan', is: 'gold' }, needs: { is: 'gold' } }), 'plan is “gold”'],
    [
      say({ definition: { attribute: 'plan', is: 'gold' }, becomes: false, needs: { not: { is: 'gold' } } }),
      'plan is not “gold” (or has no value)',
    ],
    [
      say({
        ...{ definition: { events: month, sum: 'total', is: { more_than: 50 } }, becomes: false },
        needs: { at_most: 50 },
      }),
      'The sum of total over Order Completed in the last 30 days is at most 50',
    ],
    [say({ definition: { said: 'yes', of: 'marketing.email' } }), 'Said yes to marketing.email'],
    [
      say({ definition: { segment: 'lapsed', entered: { within: 'P7D' } }, becomes: false }),
      'Not (entered lapsed in the last 7 days and is still in it)',
    ],
    [
      say({ definition: { trait: 'spent', at_least: 3 }, becomes: false, needs: { less_than: 3 } }),
      'spent is less than 3',
    ],
  ];
  for (const [said, expected] of cases) assert.equal(said, expected);
});
