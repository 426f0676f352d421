// What is moved down really is: where it is not, nothing shows it but a slow machine.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants, getPriority } from 'node:os';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { lowerProcess, lowerThreads } from './index.ts';

const skip = process.platform === 'linux' ? false : 'only Linux has priorities of threads';
const before = getPriority();
const lowered = Math.min(constants.priority.PRIORITY_LOW, before + 10);

/** Threads of this process by name. One that ends while they are read is none. */
function listThreads(): { id: number; name: string }[] {
  return readdirSync('/proc/self/task').flatMap((id) => {
    try {
      return { id: Number(id), name: readFileSync(`/proc/self/task/${id}/comm`, 'utf8').trim() };
    } catch {
      return [];
    }
  });
}

test('a thread that lowers itself goes behind the others of the process', { skip }, async () => {
  const index = new URL('./index.ts', import.meta.url).href;
  const worker = new Worker(
    `const { lowerThisThread } = await import(${JSON.stringify(index)});
     const { readlinkSync } = await import('node:fs');
     const { getPriority } = await import('node:os');
     const { parentPort } = await import('node:worker_threads');
     lowerThisThread();
     parentPort.postMessage(getPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1))));`,
    { eval: true, execArgv: ['--input-type=module'] },
  );
  const [priority] = (await once(worker, 'message')) as [number];
  assert.equal(priority, lowered);
  assert.ok(getPriority() < lowered, 'and only that thread');
});

test('threads of a name are lowered, and no others', { skip }, () => {
  const own = process.pid;
  writeFileSync(`/proc/self/task/${own}/comm`, 'not-this-one');
  const name = listThreads().find((thread) => thread.id !== own)?.name as string;
  lowerThreads(name);
  for (const thread of listThreads()) {
    const expected = thread.name === name ? lowered : before;
    if (thread.name === name || thread.id === own)
      assert.equal(getPriority(thread.id), expected, thread.name);
  }
});

test('a process in a session of its own is lowered with its session', { skip }, async () => {
  const child = spawn('sleep', ['60'], { detached: true });
  await once(child, 'spawn');
  try {
    lowerProcess(child.pid as number);
    assert.equal(getPriority(child.pid), lowered);
    const group = readGroup(child.pid as number);
    if (group !== undefined) assert.match(group, new RegExp(`nice ${lowered}$`));
  } finally {
    child.kill();
  }
});

test('a process that is gone is no error', () => lowerProcess(2 ** 30));

/** Undefined where the kernel does not group by session. */
function readGroup(id: number): string | undefined {
  try {
    return readFileSync(`/proc/${id}/autogroup`, 'utf8').trim();
  } catch {
    return undefined;
  }
}
