// Labels everything that comes in, as it comes in.
//
// The pipeline asks for every attribute and property of every message, so what a name means is remembered: a name that is
// labelled costs a look into a map, and its values are not looked at. A name that says nothing is `guessed` to hold nothing
// personal, and its values are held against that: the first 20 that could hold anything, and then one in 256, so that a card
// number in the note of a later order is found too. What is found makes the name `unlabelled`, which keeps it from leaving
// Rapport until a member says what it is.
//
// A number that only passes its check digits does not prove anything: one in ten ids of orders does. So those are counted
// against the numbers of the same form that do not pass; the first of all that passes counts, and so does what passes more
// often than not.
//
// All that is remembered may be forgotten at any moment. What was found out is kept by `record`, and the table decides: a
// label that a member gave, or that another process found, is never overwritten from here.
import assert from 'node:assert/strict';
import type { Clock } from '../../platform/clock/index.ts';
import type { Database, Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { guessLabel } from './guess-label.ts';
import { isWorthLooking, lookInto } from './look-into.ts';
import { isFitToKeep, type Label, type LabelSubject } from './model.ts';
import { findReviewsEdition, type LabelKey, listAllLabels, recordLabels } from './store.ts';

/** Labels of the attributes, or of the properties of one event. */
export type NameLabels = {
  /** What the name holds, for all that is known now. Equal labels of one name are the same object. */
  label(name: string, value: unknown): Label;
};

export type Labeller = {
  /** Reads what members said since the last time: before each batch. What `labelsOf` returned before is stale then. */
  refresh(scope: Scope<Queryable>): Promise<void>;
  /** `event` is what the event is called, or its type where it has no name; empty for attributes. */
  labelsOf(workspaceId: number, subject: LabelSubject, event: string): NameLabels;
  /**
   * Keeps what was found out since the last time, mostly nothing. It commits by itself: in a transaction that is rolled back
   * it would be lost. When it fails, the next call has it again.
   */
  record(scope: Scope<Database>): Promise<void>;
};

const looksMax = 20;
const lookAgainEvery = 256;
/** Names come from outside. More labels than this are not kept; names beyond are unlabelled unless they speak for themselves. */
const labelsMaxDefault = 20_000;

export function openLabeller(clock: Clock, { labelsMax = labelsMaxDefault } = {}): Labeller {
  const workspaces = new Map<number, Known>();
  return {
    async refresh(scope) {
      // The edition first: what is read after it is of that edition or newer, and then read again.
      const edition = await findReviewsEdition(scope);
      const before = workspaces.get(scope.workspaceId);
      if (before?.edition === edition) return;
      const rows = await listAllLabels(scope);
      workspaces.set(scope.workspaceId, new Known(edition, rows, before?.findings ?? new Map(), labelsMax));
    },
    labelsOf(workspaceId, subject, event) {
      const known = workspaces.get(workspaceId);
      assert(known !== undefined, 'The labels of this workspace have not been read: call refresh first');
      return known.labelsOf(subject, event);
    },
    async record(scope) {
      const findings = workspaces.get(scope.workspaceId)?.findings;
      if (findings === undefined || findings.size === 0) return;
      const taken = [...findings];
      findings.clear();
      try {
        await recordLabels(
          scope,
          taken.map(([, finding]) => finding),
          clock.now(),
        );
      } catch (error) {
        // What was found meanwhile is newer.
        for (const [key, finding] of taken) if (!findings.has(key)) findings.set(key, finding);
        throw error;
      }
    },
  };
}

type Finding = LabelKey & Label;

/** What is remembered of a name. */
type Memo = {
  label: Label;
  /** Its values need not be looked at. */
  settled: boolean;
  /** Values that could hold something. */
  met: number;
  /** Of those that were looked at: with right check digits, and only of the form. */
  passed: number;
  failed: number;
};

const toMemo = (label: Label): Memo => ({
  label,
  settled: label.category !== null || label.state !== 'guessed',
  ...{ met: 0, passed: 0, failed: 0 },
});

const nothingFound: Label = { category: null, state: 'guessed', reason: 'nothing_found' };
const notKept: Label = { category: null, state: 'unlabelled', reason: 'not_kept' };

/** What is remembered of a workspace, as of one edition of its reviews. */
class Known {
  readonly edition: number;
  /** What is to be kept, each name once. */
  readonly findings: Map<string, Finding>;
  /** What members said of a property of every event. */
  readonly everyEvent = new Map<string, Memo>();
  readonly #attributes = new Names(this, 'attribute', '');
  readonly #properties = new Map<string, Names>();
  /** How many labels may still be kept. */
  room: number;

  constructor(edition: number, rows: readonly Finding[], findings: Map<string, Finding>, labelsMax: number) {
    this.edition = edition;
    this.findings = findings;
    this.room = labelsMax - rows.length - findings.size;
    for (const { subject, event, name, category, state, reason } of rows) {
      const memo = toMemo({ category, state, reason });
      if (subject === 'property' && event === '' && state === 'confirmed') this.everyEvent.set(name, memo);
      else this.labelsOf(subject, event).keep(name, memo);
    }
  }

  labelsOf(subject: LabelSubject, event: string): Names {
    return subject === 'attribute'
      ? this.#attributes
      : (this.#properties.get(event) ?? new Names(this, subject, event));
  }

  /** An event is remembered from its first name that is kept on: its own name comes from outside too. */
  remember(names: Names): void {
    if (names.subject === 'property') this.#properties.set(names.event, names);
  }
}

class Names implements NameLabels {
  readonly subject: LabelSubject;
  readonly event: string;
  readonly #known: Known;
  readonly #memos = new Map<string, Memo>();

  constructor(known: Known, subject: LabelSubject, event: string) {
    this.#known = known;
    this.subject = subject;
    this.event = event;
  }

  label(name: string, value: unknown): Label {
    const memo = this.#memos.get(name);
    if (memo === undefined) return this.#meet(name, value);
    return memo.settled ? memo.label : this.#look(name, memo, value);
  }

  keep(name: string, memo: Memo): void {
    this.#known.remember(this);
    this.#memos.set(name, memo);
  }

  #meet(name: string, value: unknown): Label {
    const said = this.subject === 'property' ? this.#known.everyEvent.get(name) : undefined;
    const memo = said ?? toMemo(guessLabel(this.subject, name) ?? nothingFound);
    if (this.#known.room <= 0 || !isFitToKeep(name) || !isFitToKeep(this.event))
      return memo.settled ? memo.label : notKept;
    this.#known.room -= 1;
    this.keep(name, memo);
    if (memo !== said) this.#note(name, memo.label);
    return memo.settled ? memo.label : this.#look(name, memo, value);
  }

  #look(name: string, memo: Memo, value: unknown): Label {
    if (!isWorthLooking(value)) return memo.label;
    memo.met += 1;
    if (memo.met > looksMax && memo.met % lookAgainEvery !== 0) return memo.label;
    const sighting = lookInto(value);
    if (sighting === undefined) return memo.label;
    if (sighting.certainty === 'likely') memo.passed += 1;
    if (sighting.certainty === 'shape') memo.failed += 1;
    if (sighting.certainty !== 'certain' && memo.passed <= memo.failed) return memo.label;
    memo.label = { category: null, state: 'unlabelled', reason: sighting.kind };
    memo.settled = true;
    this.#note(name, memo.label);
    return memo.label;
  }

  #note(name: string, label: Label): void {
    const { subject, event } = this;
    this.#known.findings.set(`${subject}\0${event}\0${name}`, { subject, event, name, ...label });
  }
}
