// Definitions of segments and traits: what is saved and published, and how it is read.
import { z } from 'zod';
import { type Condition, condition } from './conditions.ts';
import { purpose, slug, title } from './names.ts';
import { read } from './read.ts';
import { type TraitValue, traitValue } from './values.ts';

const about = { name: slug, purpose, title };

export type SegmentDefinition = { name: string; purpose: string; title: string; definition: Condition };
export type TraitDefinition = { name: string; purpose: string; title: string; definition: TraitValue };

export const segmentDefinition: z.ZodType<SegmentDefinition> = z
  .strictObject({ ...about, definition: condition })
  .meta({ id: 'SegmentDefinition' });
export const traitDefinition: z.ZodType<TraitDefinition> = z
  .strictObject({ ...about, definition: traitValue })
  .meta({ id: 'TraitDefinition' });

/** Reads a segment from JSON. Never throws: what is wrong is said place by place. */
export const readSegmentDefinition = (given: unknown) => read(segmentDefinition, given);
/** Reads a trait from JSON, in the same way. */
export const readTraitDefinition = (given: unknown) => read(traitDefinition, given);
/** Reads a condition alone, such as that of a journey. */
export const readCondition = (given: unknown) => read<Condition>(condition, given);

/** The JSON Schema of segments and traits, to be published. Limits that it cannot say are only in the sentences of faults. */
export const definitionSchemas = (): { segment: object; trait: object } => ({
  segment: z.toJSONSchema(segmentDefinition, { io: 'input' }),
  trait: z.toJSONSchema(traitDefinition, { io: 'input' }),
});
