// What the parts of a definition are compiled with.
import type { Asking } from './test-sql.ts';
import type { ValueSql } from './value-sql.ts';

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
  /** Another segment of the same purpose, as UInt8, and another trait; undefined where there is none. */
  segment: (name: string) => string | undefined;
  trait: (name: string) => ValueSql | undefined;
  /** The bit of a purpose. */
  bitOf: (purpose: string) => number | undefined;
  /** The limits between the groups of a score, kept from the last full computation. */
  limits: (part: 'value' | 'recency' | 'frequency' | 'monetary') => readonly number[] | undefined;
};

/** The value of an attribute, with what lies inside it. */
export type AttributeOf = (path: string) => ValueSql;
