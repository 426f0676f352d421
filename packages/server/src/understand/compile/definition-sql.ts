// What the parts of a definition are compiled with.
import type { Condition, TraitValue } from '@rapport/protocol';
import type { Asking } from './test-sql.ts';
import type { ValueSql } from './value-sql.ts';

/** The limits between the groups of a score: of its value, or of the three parts of an RFM. */
export type Limits = Partial<Record<'value' | 'recency' | 'frequency' | 'monetary', readonly number[]>>;

export type Definition = {
  asking: Asking;
  /** UInt8 of a row of events: it was collected for the purpose of the definition. */
  collected: string;
  /** UInt8 of a snapshot: the same of an attribute. */
  collectedWith: (permissions: string) => string;
  /** Names an aggregate over the events of a person. Equal ones have one name. */
  feature: (aggregate: string) => string;
  /** Names an expression over the row of a person. */
  column: (expression: string) => string;
  /** Another definition of the same purpose; undefined where there is none. */
  segment: (name: string) => { id?: number; definition: Condition } | undefined;
  trait: (name: string) => { definition: TraitValue; limits?: Limits } | undefined;
  /** The bit of a purpose. */
  bitOf: (purpose: string) => number | undefined;
  /** The limits between the groups of a score, kept from the last full computation. */
  limits: (part: keyof Limits) => readonly number[] | undefined;
};

/** The value of an attribute, with what lies inside it. */
export type AttributeOf = (path: string) => ValueSql;
