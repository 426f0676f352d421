// Faults of a draft, said at the row that has to be mended.
import { createContext, useContext } from 'react';
import { Prose } from '../../../ui/prose.tsx';
import type { Fault } from '../kept.ts';
import styles from './builder.module.css';

/** All faults of the draft that is being built. */
export const Faults = createContext<readonly Fault[]>([]);
export const useFaults = (): readonly Fault[] => useContext(Faults);

/** The same sentence about two places of one row is said once. */
export function FaultLines({ faults }: { faults: readonly Fault[] }) {
  const messages = [...new Set(faults.map(({ message }) => message))];
  if (messages.length === 0) return null;
  return (
    <ul className={styles.faults} role="alert">
      {messages.map((message) => (
        <li key={message}>
          <Prose text={message} />
        </li>
      ))}
    </ul>
  );
}
