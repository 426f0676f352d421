// Statements that change stored events, one begun at a time.
//
// The engine numbers a change when it begins, and takes a part of the table with a number as holding every change up to
// it. An update numbered before a mutation, whose patch is there only after the mutation has begun, then counts as written
// into rows that it never reached: its events keep the owner of before, for ever. So no change begins while another is
// between its number and its patch. A mutation's work in the background may go on: what begins after it has a higher number.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import { openTurns, type Turns } from '../../platform/turns/index.ts';

const turnsOf = new WeakMap<ClickHouse, Turns>();

/** Runs a statement when those before it have returned, however they ended. */
export function changeInTurn(clickhouse: ClickHouse, statement: () => Promise<void>): Promise<void> {
  const turns = turnsOf.get(clickhouse) ?? openTurns();
  turnsOf.set(clickhouse, turns);
  return turns(statement);
}
