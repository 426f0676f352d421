// Faults of a draft at the part where each has to be mended. Places are told as `all[0].count`, or by the server as `/all/0/count`.
import type { Fault } from '../kept.ts';

/** One step further into a draft. */
export const inside = (at: string, key: string | number): string =>
  typeof key === 'number' ? `${at}[${key}]` : at === '' ? key : `${at}.${key}`;

/** The place that a JSON pointer names, as the language itself tells places: inside the definition, or of what was sent with it. */
export const fromPointer = (pointer: string): string =>
  pointer
    .replace(/^\/definition(?=\/|$)/, '')
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((at, part) => inside(at, /^\d+$/.test(part) ? Number(part) : part), '');

/** The faults of a part and of all that is inside it. */
export const faultsWithin = (faults: readonly Fault[], at: string): Fault[] =>
  faults.filter(
    (fault) =>
      fault.at === at || (fault.at.startsWith(at) && /^[.[]/.test(fault.at.slice(at.length))) || at === '',
  );

/** The faults of a group itself, which are of none of its parts. */
export const faultsOfGroup = (faults: readonly Fault[], at: string, partsAt: string): Fault[] =>
  faultsWithin(faults, at).filter((fault) => !fault.at.startsWith(`${partsAt}[`));
