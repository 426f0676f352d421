// Message ids that are the same each time: what makes a repeated import harmless.
//
// The server drops a message whose id it has seen (for seven days by default). A row therefore always gets the same
// id: from the identity of the import and the number of the row, or from columns that name the row, such as an order
// number. The mapping does not enter, so that a second run with a better mapping does not double what is there.
import { hash } from 'node:crypto';

export type RowNamer = (row: number, values: string[] | undefined) => string;

/**
 * `identity` is the fingerprint of the file, or the name that was given with `--id`; `part` tells apart the messages
 * that one row makes. Ids by column name the kind of message too, so that order 7 and customer 7 do not collide; they
 * hold across files, and across names, so that overlapping exports meet.
 */
export function createRowNamer(identity: string, part: { index: number; kind: string }): RowNamer {
  return (row, values) =>
    values === undefined
      ? toId(['row', identity, String(row), String(part.index)])
      : toId(['columns', part.kind, ...values]);
}

/** Parts are joined by their lengths, so that ("a", "bc") and ("ab", "c") differ. */
const toId = (parts: string[]): string =>
  `imp-${hash('sha256', parts.map((part) => `${part.length}:${part}`).join(''), 'base64url').slice(0, 32)}`;
