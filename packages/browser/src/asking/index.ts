// Joins asking to the calls of the SDK: what a page calls may be the moment of an ask, or change what is permitted.
import { choiceName } from '../sdk/choice.ts';
import type { Kept } from '../sdk/load.ts';
import type { Rapport } from '../sdk/rapport.ts';
import type { Settings } from '../sdk/settings.ts';
import { openAsking } from './asking.ts';

type Asking = { ask(slug: string): void };

export function withAsking<Calls extends Rapport>(
  calls: Calls,
  settings: Settings,
  { store }: Kept,
): Calls & Asking {
  const happened = new Set<string>();
  const follow = openAsking(calls, settings, happened);

  const then = <Given extends unknown[]>(call: (...given: Given) => void, note?: (...given: Given) => void) =>
    function followed(...given: Given): void {
      call(...given);
      note?.(...given);
      follow();
    };

  store.whenSetElsewhere(choiceName, follow);
  follow();

  return {
    ...calls,
    consent: then(calls.consent),
    reset: then(calls.reset, () => happened.clear()),
    page: then(calls.page),
    track: then(calls.track, (event) => happened.add(`event ${event}`)),
    identify: then(calls.identify, (id, traits) => {
      for (const [name, value] of Object.entries((id instanceof Object ? id : traits) ?? {}))
        if (value) happened.add(`told ${name}`);
    }),
    ask: then((slug) => happened.add(`ask ${slug}`)),
  };
}
