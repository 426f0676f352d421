// A word at the corner after something was done. Errors stay where they happened; a toast only confirms.
import { IconCheck } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import styles from './toast.module.css';

type Toast = { id: number; text: string };

let toasts: Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

/** Says it for five seconds, also to screen readers. */
export function showToast(text: string): void {
  const toast = { id: nextId++, text };
  publish([...toasts, toast]);
  setTimeout(() => publish(toasts.filter((each) => each.id !== toast.id)), 5000);
}

export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div className={styles.toasts} role="status" aria-live="polite">
      {shown.map((toast) => (
        <div key={toast.id} className={styles.toast}>
          <IconCheck aria-hidden="true" />
          {toast.text}
        </div>
      ))}
    </div>
  );
}

function publish(next: Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}
