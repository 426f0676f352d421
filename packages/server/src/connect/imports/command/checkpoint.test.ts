// Where a run may begin: what the checkpoint, the file and the person say together.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { tempFolder } from '../test-files.ts';
import { type Checkpoint, findCheckpoint, planStart, type Wanted, writeCheckpoint } from './checkpoint.ts';

const checkpoint: Checkpoint = {
  version: 1,
  state: 'running',
  fingerprint: 'f1',
  identity: 'f1',
  mapping: 'm1',
  target: 't1',
  acknowledgedRow: 500,
  messages: 490,
  rejects: 10,
  rejectsPath: 'rejects.csv',
  rejectsBytes: 700,
  updatedAt: '2024-03-01T10:00:00.000Z',
};
const nowMs = Date.parse('2024-03-02T10:00:00.000Z');
const wanted: Wanted = {
  fingerprint: 'f1',
  identity: 'f1',
  mapping: 'm1',
  target: 't1',
  nowMs,
  start: undefined,
};
const later = Date.parse('2024-03-09T10:00:00.000Z');

describe('where to begin', () => {
  const cases: [
    name: string,
    found: Partial<Checkpoint> | undefined,
    wish: Partial<Wanted>,
    expected: number | RegExp | undefined,
  ][] = [
    ['no checkpoint', undefined, {}, undefined],
    ['no checkpoint, --resume', undefined, { start: 'resume' }, /nothing to resume/],
    ['an interrupted run', {}, {}, 500],
    ['an interrupted run, --resume', {}, { start: 'resume' }, 500],
    ['an interrupted run, --restart', {}, { start: 'restart' }, undefined],
    ['a finished run', { state: 'done' }, { nowMs: later }, 500],
    ['a finished run, --restart', { state: 'done' }, { start: 'restart' }, undefined],
    ['interrupted longer ago than ids are remembered', {}, { nowMs: later }, /8 days ago/],
    ['interrupted long ago, --resume', {}, { nowMs: later, start: 'resume' }, 500],
    ['another mapping', {}, { mapping: 'm2' }, /mapping differs/],
    ['another mapping, --resume', {}, { mapping: 'm2', start: 'resume' }, 500],
    ['another server', {}, { target: 't2', start: 'resume' }, /another server or source/],
    ['another server, --restart', {}, { target: 't2', start: 'restart' }, undefined],
    [
      'another content',
      {},
      { fingerprint: 'f2', identity: 'f2', start: 'resume' },
      /file has changed.*count twice/s,
    ],
    [
      'another content under a given name',
      { identity: 'orders' },
      { identity: 'orders', fingerprint: 'f2' },
      /--resume goes on after that row/,
    ],
    [
      'rows added under a given name, --resume',
      { identity: 'orders', state: 'done' },
      { identity: 'orders', fingerprint: 'f2', start: 'resume' },
      500,
    ],
    ['the same content under another name', {}, { identity: 'orders' }, /belongs to --id f1/],
  ];
  for (const [name, found, wish, expected] of cases) {
    test(`${name}: ${expected instanceof RegExp ? 'refused' : expected === undefined ? 'from the first row' : `after row ${expected}`}`, () => {
      const plan = (): number | undefined =>
        planStart(found && { ...checkpoint, ...found }, { ...wanted, ...wish })?.acknowledgedRow;
      if (expected instanceof RegExp) assert.throws(plan, expected);
      else assert.equal(plan(), expected);
    });
  }
});

test('a checkpoint is replaced as a whole and read back; another file is refused', async (t) => {
  const path = join(await tempFolder(t), 'x.rapport-import.json');
  assert.equal(await findCheckpoint(path), undefined);
  await writeCheckpoint(path, checkpoint);
  await writeCheckpoint(path, { ...checkpoint, acknowledgedRow: 600 });
  assert.deepEqual(await findCheckpoint(path), { ...checkpoint, acknowledgedRow: 600 });
  await assert.rejects(readFile(`${path}.new`), /ENOENT/);
  await writeFile(path, '{"version":2}');
  await assert.rejects(findCheckpoint(path), /not a checkpoint that this version understands/);
  await writeFile(path, '{"vers');
  await assert.rejects(findCheckpoint(path), /not a checkpoint/);
});
