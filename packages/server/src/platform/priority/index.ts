// Who goes first where two want the same core: whoever somebody waits for. The others are moved down.
//
// Only Linux knows priorities of threads, and a process may be out of reach; then all share the core as before.
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

/** Each step is worth about a quarter: with ten, the other gets nine times as much of a core that both want. */
const steps = 10;

/** The thread that calls this. */
export function lowerThisThread(): void {
  quietly(() => lower(Number(readlinkSync('/proc/thread-self').split('/').at(-1))));
}

/** The threads of this process that carry the name, as many as there are now. */
export function lowerThreads(name: string): void {
  quietly(() => {
    for (const id of readdirSync('/proc/self/task')) {
      if (readFileSync(`/proc/self/task/${id}/comm`, 'utf8').trim() === name) lower(Number(id));
    }
  });
}

/** Another process on this machine. */
export function lowerProcess(id: number): void {
  quietly(() => lower(id));
  // A process that leads a session of its own, as those of PostgreSQL do, shares cores with other sessions as an equal,
  // whatever its priority: where the kernel groups by session, the group has a priority too.
  quietly(() => writeFileSync(`/proc/${id}/autogroup`, String(toLowered())));
}

function lower(id: number): void {
  setPriority(id, toLowered());
}

/** Below where this process is. */
const toLowered = (): number => Math.min(constants.priority.PRIORITY_LOW, getPriority() + steps);

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // No such system, or not allowed.
  }
}
