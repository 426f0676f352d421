// The one scan: the events of those who are asked about, with the names of what is asked of each row.
import type { StepSelector } from '@rapport/protocol';
import { unrefusedBit, unrefusedMark } from '../../respect/purposes/index.ts';
import { nameEach } from './names.ts';
import { type Bind, wholeText } from './parameters.ts';
import type { QueryScope } from './query.ts';

export type Scan = {
  /** Names an expression over a row of events. */
  row: (expression: string) => string;
  /** Names something of the person whose event it is. */
  person: (name: string, expression: string) => string;
  /** UInt8 of a row: it was collected for the purpose, or a consent covers it. */
  collected: (purpose: string, bit: number) => string;
  reads: (selector: StepSelector) => void;
  /** Of a row: it is still to come. */
  future: string;
  /** `person`, the time in milliseconds as `ms`, `id` and the names. */
  sql: () => string;
};

/** What of a question the scan has to know. */
export type ScanScope = Pick<
  QueryScope,
  'workspaceId' | 'momentMs' | 'sinceMs' | 'covering' | 'wakes' | 'people'
>;

export function openScan(scope: ScanScope, bind: Bind): Scan {
  const rows = nameEach('r');
  const ofPerson = new Map<string, string>();
  const eventNames = new Set<string>();
  let mask = 0n;
  let readsAll = false;
  const person: Scan['person'] = (name, expression) => {
    ofPerson.set(name, expression);
    return name;
  };
  const workspace = bind('UInt32', scope.workspaceId);
  const toMoment = (ms: number): string => `fromUnixTimestamp64Milli(${bind('Int64', ms)}, 'UTC')`;
  const moment = toMoment(scope.momentMs);
  // Who is to be woken has to know of events that are still to come, and of nothing but their time.
  const upToNow = scope.wakes ? `ms <= ${wholeText(scope.momentMs)} and ` : '';

  return {
    row: rows.nameOf,
    person,
    future: `ms > ${wholeText(scope.momentMs)}`,
    collected(purpose, bit) {
      mask |= 1n << BigInt(bit);
      const snapshot = `bitTest(permissions, ${bind('UInt8', bit)})`;
      if (scope.covering?.has(purpose) !== true) return rows.nameOf(`${upToNow}${snapshot}`);
      mask |= unrefusedMark;
      const spans = person(`covered_${bit}`, `covered_past[${bind('UInt8', bit)}]`);
      const isCovered = `arrayExists(span -> span.1 <= ms and ms < span.2, ${spans})`;
      return rows.nameOf(
        `${upToNow}(${snapshot} or (bitTest(permissions, ${unrefusedBit}) and ${isCovered}))`,
      );
    },
    reads({ name }) {
      if (name === undefined) readsAll = true;
      else eventNames.add(name);
    },
    sql() {
      const { people } = scope;
      const where = [
        `workspace_id = ${workspace}`,
        ...(scope.wakes ? [] : [`timestamp <= ${moment}`]),
        ...(scope.sinceMs === undefined ? [] : [`timestamp >= ${toMoment(scope.sinceMs)}`]),
        `bitAnd(permissions, ${bind('UInt64', String(mask))}) != 0`,
        ...(readsAll ? [] : [`event_name in ${bind('Array(String)', [...eventNames])}`]),
        ...(people === undefined
          ? []
          : [
              `e.profile_id in ${bind('Array(UInt64)', people.places)}`,
              `e.owner_id in ${bind('Array(UInt64)', people.ids)}`,
            ]),
      ];
      return `select e.owner_id as person, toUnixTimestamp64Milli(timestamp) as ms, id${rows.list()} from events as e${personsSql()} where ${where.join(' and ')}`;
    },
  };

  /** Of most people there is nothing: those are not joined. */
  function personsSql(): string {
    if (ofPerson.size === 0) return '';
    const [names, some] = [[...ofPerson.keys()], scope.people];
    const list = [...ofPerson].map(([name, expression]) => `${expression} as ${name}`).join(', ');
    const who = some === undefined ? '' : ` and id in ${bind('Array(UInt64)', some.ids)}`;
    const told = names.map((name) => `notEmpty(${name})`).join(' or ');
    return ` left any join (select id as person_id, ${list} from profiles final where workspace_id = ${workspace}${who} and (${told})) as z on z.person_id = e.owner_id`;
  }
}
