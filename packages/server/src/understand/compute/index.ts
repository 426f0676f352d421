// What people are by the definitions, kept up with what happens.
export type { Appended } from './batch.ts';
export { type Computer, openComputer } from './computer.ts';
export { compileFor, type Evaluating, evaluate } from './evaluate.ts';
export { findLimits } from './limits.ts';
export { type ChosenTraits, findStanding, findStandingBy, listChosenTraits } from './standing.ts';
export { isMemberSql, traitValueSql } from './state-sql.ts';
export type { Found, Reason, State } from './states.ts';
export { findState } from './store.ts';
