// The oracle: what a definition says of a person, worked out from `docs/definitions.md` in the plainest way. It is slow and
// shares no code with what it is held against. Nothing but tests and benches asks it.
export { bucketOf } from './chance.ts';
export { isTrue } from './conditions.ts';
export { limitsOf } from './limits.ts';
export { areEqual } from './plain-values.ts';
export { traitValueOf } from './trait-values.ts';
export type { Asked, Catalog, Limits, Person, PersonsEvent, Telling } from './world.ts';
