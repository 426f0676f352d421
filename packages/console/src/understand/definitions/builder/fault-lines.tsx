// Faults of a draft, said at the row that has to be mended. Until somebody has been there they are hints, not reproaches.
import { createContext, useContext } from 'react';
import { useTranslation } from '../../../language/index.ts';
import { Prose } from '../../../ui/prose.tsx';
import type { Fault } from '../kept.ts';
import styles from './builder.module.css';
import { knownFault } from './known-faults.ts';

/** All faults of the draft that is being built. */
export const Faults = createContext<readonly Fault[]>([]);
export const useFaults = (): readonly Fault[] => useContext(Faults);

/** The same sentence about two places of one row is said once. */
export function FaultLines({ faults, isHint }: { faults: readonly Fault[]; isHint?: boolean }) {
  const { t } = useTranslation();
  // The first fault of a place is the one to mend; what else is wrong there may be gone then.
  const firsts = faults.filter(({ at }, index) => faults.findIndex((one) => one.at === at) === index);
  const said = firsts.map(({ message }) => {
    const known = knownFault(message);
    return known ? t(`builder.fault.${known}`) : message;
  });
  if (said.length === 0) return null;
  return (
    <ul className={isHint ? styles.hints : styles.faults} role={isHint ? undefined : 'alert'}>
      {[...new Set(said)].map((message) => (
        <li key={message}>
          <Prose text={message} />
        </li>
      ))}
    </ul>
  );
}
