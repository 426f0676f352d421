// What a message and its request say about permission.
export {
  type FaultCode,
  type FaultCount,
  type ReadSignals,
  type SignalFault,
  type SignalMethod,
  type SignalRules,
  type SignalState,
  type SignalStatement,
  signalFaultCodes,
  signalMethods,
} from './model.ts';
export { readSignals } from './read.ts';
