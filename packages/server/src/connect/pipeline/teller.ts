// Tells the event store in the background whose events are, behind APPEND, as often as that is cheap.
//
// An update costs nearly the same for one merge as for a thousand, and a batch that waits for one would be slow. So
// APPEND does not wait: what a batch changed is told once its events are there, by one update for all batches since the
// last. After that the teller rests, many times as long as it took, and so takes a small share of the time however busy
// it is. A lone merge is told at once. Who waits for `settle` cuts the rest short.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import { type OneByOne, openOneByOne } from './one-by-one.ts';
import { tellSomeReassigned } from './reassign.ts';

export type Teller = {
  /** Events of another batch are there. */
  wake(): void;
  /** Tells what waits without resting before. Returns what `told` reaches then. */
  hurry(): number;
  /** How many batches it was woken for. */
  woken(): number;
  /** How many batches it was woken for and has told what they changed. */
  told(): number;
  /** What must not run while it tells. */
  oneByOne: OneByOne;
  /** Finishes the update under way and begins no further one. */
  close(): Promise<void>;
};

type TellerDeps = {
  db: Database;
  clickhouse: ClickHouse;
  clock: Clock;
  onTold(): void;
  onFailure(code: string): void;
};

/** The rest after an update, in times of what it took, and at most. */
const timesAsLong = 19;
const restMsMax = 2000;
const retryMs = 1000;
/** So long it waits for a fold under way. */
const patienceMs = 1000;

export function openTeller(deps: TellerDeps): Teller {
  const oneByOne = openOneByOne();
  let woken = 0;
  let told = 0;
  let hurried = false;
  let closing = false;
  let restUntil = 0;
  let endRest = (): void => {};
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (told < woken && !closing) {
      await rest();
      hurried = false;
      const upTo = woken;
      if (closing || !(await tell())) continue;
      told = upTo;
      deps.onTold();
    }
    running = undefined;
  }

  async function rest(): Promise<void> {
    const ms = hurried ? 0 : restUntil - performance.now();
    if (ms <= 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    endRest = resolve;
    await promise;
    clearTimeout(timer);
  }

  /** False when there is more to tell: it failed, or was told to close. */
  async function tell(): Promise<boolean> {
    const startedAt = performance.now();
    let updates = 0;
    try {
      const untilBatch = await findAppendedBatch(deps.db);
      while (await oneByOne(() => tellSomeReassigned(deps, untilBatch), patienceMs)) {
        updates += 1;
        if (closing) return false;
      }
    } catch (error) {
      deps.onFailure(String((error as { code?: unknown }).code ?? 'unknown'));
      restUntil = performance.now() + retryMs;
      return false;
    }
    const now = performance.now();
    if (updates > 0) restUntil = now + Math.min(restMsMax, (now - startedAt) * timesAsLong);
    return true;
  }

  return {
    wake() {
      woken += 1;
      running ??= run();
    },
    hurry() {
      hurried = true;
      endRest();
      return woken;
    },
    woken: () => woken,
    told: () => told,
    oneByOne,
    async close() {
      closing = true;
      endRest();
      await running;
    },
  };
}

/** The last batch that is in the event store with all before it. Turns may overtake batches on their way there. */
async function findAppendedBatch(db: Database): Promise<number> {
  const [row] = await db.query<{ id: number }>(
    `select coalesce((select min(id) - 1 from append_batches where appended_at is null),
       (select batch_id from pipeline_position)) as id`,
    [],
    'find_appended_batch',
  );
  return row?.id ?? 0;
}
