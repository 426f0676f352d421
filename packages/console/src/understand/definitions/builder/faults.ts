// Faults of a draft at the part where each has to be mended. A place is told as `all[0].count`, and by the server as
// `definition.all[0].count` or `/definition/all/0/count`.
import type { Fault } from '../kept.ts';

/** One step further into a draft. */
export const inside = (at: string, key: string | number): string =>
  typeof key === 'number' ? `${at}[${key}]` : at === '' ? key : `${at}.${key}`;

/** The place that the server names, of what was sent or as a JSON pointer, as one inside the definition. */
export function toPlace(told: string): string {
  const parts = told.startsWith('/')
    ? told
        .split('/')
        .slice(1)
        .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
        .map((part) => (/^\d+$/.test(part) ? Number(part) : part))
        .reduce<string>(inside, '')
    : told;
  return parts.replace(/^definition(?:\.|(?=\[)|$)/, '');
}

/** The faults of a part and of all that is inside it. */
export const faultsWithin = (faults: readonly Fault[], at: string): Fault[] =>
  faults.filter(
    (fault) =>
      fault.at === at || (fault.at.startsWith(at) && /^[.[]/.test(fault.at.slice(at.length))) || at === '',
  );

/** The faults of a group itself, which are of none of its parts. */
export const faultsOfGroup = (faults: readonly Fault[], at: string, partsAt: string): Fault[] =>
  faultsWithin(faults, at).filter((fault) => !fault.at.startsWith(`${partsAt}[`));
