// Global Privacy Control: a browser asks that its user is not sold, wherever it goes (https://w3c.github.io/gpc/).
import type { Listeners } from './listeners.ts';
import type { SignalStatement } from './model.ts';

/** Its absence says nothing: there is no signal that opts in. Whatever carried it, the browser says it. */
export const optOutByGpc = (listeners: Listeners): SignalStatement[] =>
  listeners.gpc.map((purpose) => ({ purpose, state: 'opted_out', method: 'gpc' }));
