// Reading what was given as JSON by a schema: the thing itself, or what is wrong with it, place by place.
import type { z } from 'zod';
import { type DefinitionFault, sayWhatToDo, toFaults } from './faults.ts';
import { findExcess, type Measured } from './limits.ts';

export type Read<T> = { definition: T } | { faults: DefinitionFault[] };

const definition: Measured = {
  name: 'definition',
  whenDeep: 'Name an inner part as a segment.',
  whenMany: 'Divide the definition into several segments.',
};

/** Never throws. */
export function read<T>(schema: z.ZodType<T>, given: unknown, measured = definition): Read<T> {
  const excess = findExcess(given, measured);
  if (excess !== undefined) return { faults: [{ at: '', message: excess }] };
  const { data, error } = schema.safeParse(given, { reportInput: true, error: sayWhatToDo });
  return error === undefined ? { definition: data as T } : { faults: toFaults(error.issues) };
}
