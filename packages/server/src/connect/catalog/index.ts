// STUB FOR A TRY, NOT TO BE COMMITTED
import type { CatalogType } from '@rapport/protocol';
export type ToldField = {
  v: unknown;
  t: number;
  origin: { kind: 'event' | 'api' | 'import'; source: string; message_id: string | null };
  p: bigint | null;
};
export type CatalogObject = {
  type: string;
  id: string;
  title: string | null;
  atMs: number;
  updatedMs: number;
  person: { type: string; value: string } | null;
  fields: Map<string, ToldField>;
};
export type CatalogTypeRow = CatalogType & { name: string };
export const listCatalogTypes = async (_scope: unknown): Promise<CatalogTypeRow[]> => [];
export const listObjectsOfProfile = async (
  _scope: unknown,
  _p: number,
  _t: readonly string[],
  _l: number,
): Promise<CatalogObject[]> => [];
export const listObjectsByIds = async (
  _scope: unknown,
  _p: readonly { type: string; id: string }[],
): Promise<CatalogObject[]> => [];
export const listReferring = async (
  _scope: unknown,
  _a: { type: string; path: string; ids: readonly string[]; limitEach: number },
): Promise<(CatalogObject & { refersTo: string })[]> => [];
export async function* eachObject(_scope: unknown, _type: string): AsyncIterable<CatalogObject[]> {}
