// What the parts of a definition are compiled with.
import type { Condition, TraitValue } from '@rapport/protocol';
import type { Asking } from './test-sql.ts';
import type { ValueSql } from './value-sql.ts';

/** The limits between the groups of a score: of its value, or of the three parts of an RFM. */
export type Limits = Partial<Record<'value' | 'recency' | 'frequency' | 'monetary', readonly number[]>>;

/** Another segment: the id under which stays in it are kept, and whether somebody is in it, as UInt8. */
type AskedSegment = { id: number; isIn: string; definition: Condition };
type AskedTrait = { value: ValueSql; definition: TraitValue };

export type Definition = {
  asking: Asking;
  /** Names an expression over a row of events: aggregates know a row by nothing but these names, its time and its id. */
  row: (expression: string) => string;
  /** UInt8 of a row of events: it was collected for the purpose of the definition. */
  collected: () => string;
  /** UInt8 of a snapshot: the same of an attribute. */
  collectedWith: (permissions: string) => string;
  /** Names an aggregate over the events of a person. Equal ones have one name. */
  feature: (aggregate: string) => string;
  /** Names an expression over the row of a person. */
  column: (expression: string) => string;
  /** Names an expression over aggregates and columns, so that it stands in the text once. */
  formula: (expression: string) => string;
  /** Others of the same purpose; undefined where there is none. */
  segment: (name: string) => AskedSegment | undefined;
  trait: (name: string) => AskedTrait | undefined;
  /** When another that it asks may change, found once however many ask it. */
  wakesOnce: (asked: object, find: () => readonly string[]) => readonly string[];
  /** Of a list kept by hand; undefined where there is none. */
  listId: (name: string) => number | undefined;
  /** The bit of a purpose. */
  bitOf: (purpose: string) => number | undefined;
  /** The limits between the groups of a score, kept from the last full computation. */
  limits: (part: keyof Limits) => readonly number[] | undefined;
};
