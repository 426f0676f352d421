// npm run bench: asks every question, one after the other, and prints the table. With names, only those:
//   npm run bench -- start lone-event
// A whole run at full scale also writes the table into README.md.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Answer, scale, toBound, toText } from './answer.ts';
import { describeMachine } from './machine.ts';
import { endLater } from './temporary.ts';

const names = [
  'accept-batches',
  'accept-single',
  'pipeline-rate',
  'pipeline-cpu',
  'lone-event',
  'profile-read',
  'merged-queries',
  'definitions',
  'live-segments',
  'view-read',
  'open-cards',
  'preference-centre',
  'centre-presses',
  'sdk-load',
  'catalog-import',
  'leaving-windows',
  'memory',
  'start',
  'identity-rate',
  'merge-visible',
  'decide',
  'permission-cost',
  'suppression-check',
  'mail',
  'bulk-load',
];
const page = join(import.meta.dirname, 'README.md');
const marks = { begin: '<!-- figures: begin -->', end: '<!-- figures: end -->' };

/** What it answered; nothing when it did not finish. */
async function ask(name: string): Promise<Answer[]> {
  process.stdout.write(`\n── ${name}\n`);
  const child = fork(join(import.meta.dirname, `${name}.ts`), { stdio: 'inherit' });
  const answers: Answer[] = [];
  child.on('message', (message) => answers.push(message as Answer));
  const exited = once(child, 'exit');
  // It has processes and folders of its own to end when we are interrupted.
  const stop = endLater(async () => {
    child.kill('SIGTERM');
    await exited;
  });
  const [code] = (await exited) as [number | null];
  await stop();
  if (code === 130) process.exit(130);
  return code === 0 ? answers : [];
}

function toTable(answers: Map<string, Answer[]>): string {
  const rows = [...answers].flatMap(([name, given]) =>
    given.length === 0 ? [[name, 'did not finish', '', '', '', '', 'no']] : given.map(toRow),
  );
  const head = ['question', 'measured', 'yardstick', 'figure', 'floor', 'goal', 'holds'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const toRow = (answer: Answer): string[] => [
  answer.asked,
  answer.measured,
  answer.yardstick,
  toText(answer, answer.figure),
  toBound(answer, 'floor'),
  toBound(answer, 'goal'),
  answer.holds ? 'yes' : 'no',
];

async function writePage(figures: string): Promise<void> {
  const text = await readFile(page, 'utf8');
  const [begin, end] = [text.indexOf(marks.begin), text.indexOf(marks.end)];
  if (begin === -1 || end < begin)
    throw new Error(`README.md has lost the lines ${marks.begin} and ${marks.end}`);
  await writeFile(page, `${text.slice(0, begin)}${marks.begin}\n\n${figures}\n\n${text.slice(end)}`);
  process.stdout.write('Written to bench/README.md\n');
}

const wanted = process.argv.slice(2).map((name) => name.replace(/\.ts$/, ''));
const unknown = wanted.find((name) => !names.includes(name));
if (unknown !== undefined) {
  process.stderr.write(`There is no benchmark ${unknown}. There are: ${names.join(', ')}\n`);
  process.exit(1);
}

const answers = new Map<string, Answer[]>();
const machine = await describeMachine();
for (const name of wanted.length > 0 ? wanted : names) answers.set(name, await ask(name));

const small = scale < 1 ? ` · ${scale} of the full size: to try the benchmarks, not to quote` : '';
const figures = `${machine}${small}\n\n${toTable(answers)}`;
process.stdout.write(`\n${figures}\n\n`);
if (wanted.length === 0 && scale === 1) await writePage(figures);
const holds = [...answers.values()].every(
  (given) => given.length > 0 && given.every((answer) => answer.holds),
);
process.exitCode = holds ? 0 : 1;
