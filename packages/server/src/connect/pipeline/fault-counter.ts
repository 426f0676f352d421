// Signals that could not be read, as a number for Prometheus.
import { Counter, type Metrics } from '../../platform/metrics/index.ts';
import type { FaultCount } from '../../respect/signals/index.ts';

export function openFaultCounter({ registry }: Metrics): (faults: readonly FaultCount[]) => void {
  const counter = new Counter({
    name: 'rapport_signal_faults_total',
    help: 'Messages with a signal of permission that could not be read, by signal and by what is wrong with it',
    labelNames: ['method', 'code'],
    registers: [registry],
  });
  return function count(faults) {
    for (const { method, code, messages } of faults) counter.inc({ method, code }, messages);
  };
}
