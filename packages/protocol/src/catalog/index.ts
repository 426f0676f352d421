// The catalog's types: their schema, and how it is read.
import { type Read, read } from '../definitions/read.ts';
import { type CatalogType, catalogType } from './catalog-type.ts';

export {
  type CatalogField,
  type CatalogReference,
  type CatalogTeller,
  type CatalogType,
  catalogName,
  catalogType,
  type FieldKind,
  fieldKinds,
  segmentReference,
} from './catalog-type.ts';

/** Reads a type of catalog objects from JSON. Never throws: what is wrong is said place by place. */
export const readCatalogType = (given: unknown): Read<CatalogType> => read(catalogType, given, measured);
const measured = {
  name: 'type',
  whenDeep: 'Write fields beside each other, not within others.',
  whenMany: 'Give the type fewer fields.',
};
