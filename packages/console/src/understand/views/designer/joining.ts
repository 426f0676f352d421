// Along which references of the catalog's types something can be joined.
import type { TypeItem } from '../../../connect/catalog/catalog-query.ts';

export type JoinDraft = {
  to?: string;
  from?: string;
  by: string;
  show: string[];
  at_most?: number;
  until?: { name: string; date: string; months: string };
  join?: Record<string, JoinDraft>;
};

/** From what is joined: objects of a type, or bare ids. */
export type JoinedFrom = { type: string } | 'ids';

/** What a bare id is called, where something is joined by it. */
export const BARE_ID = 'value';

export type Way = Pick<JoinDraft, 'to' | 'from' | 'by'>;

/** A type stands once on a way: `above` are those that do. */
export function listWays(types: readonly TypeItem[], from: JoinedFrom, above: readonly string[]): Way[] {
  const ways: Way[] =
    from === 'ids'
      ? types.map(({ name }) => ({ to: name, by: BARE_ID }))
      : [
          ...(types.find(({ name }) => name === from.type)?.references ?? []).map(({ path, to }) => ({
            ...{ to, by: path },
          })),
          ...types.flatMap(({ name, references }) =>
            references.filter(({ to }) => to === from.type).map(({ path }) => ({ from: name, by: path })),
          ),
        ];
  const known = new Set(types.map(({ name }) => name));
  return ways.filter(({ to, from: other }) => {
    const type = to ?? other ?? '';
    return known.has(type) && !above.includes(type);
  });
}
