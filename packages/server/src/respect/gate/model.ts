// The gate: may this be used now, for this purpose, and why.
//
// Two questions are always both asked. The first, here: may we use it now? The second, with each datum: was it collected
// for this? (its permission snapshot, see `includesPurpose`). What is unknown is denied: a purpose that needs consent is
// permitted only by a consent that somebody gave, never by silence.
//
// The rules, in the order in which they are asked; the first that denies decides:
//
//   1. the purpose covers the categories asked for, and names the recipient, and   what was never promised is not done
//      the recipient is where the data of the person may go
//   2. nobody who must not be contacted, or not be sold, is                        suppression stands above consent
//   3. nothing was said that denies: restriction, refusal, objection, signal       one no is enough, on any identifier
//   4. children: whoever may not consent themselves needs a parent who does
//   5. where consent is needed: somebody gave it, for what the purpose means now, it has not ended, it is proven,
//      expressly where that is asked, and on more than a device
//
// A person is the union of what their identifiers stand for, so merging two people is joining two lists of statements: what
// denied either of them denies both together, and taking them apart gives back what each had. Consent of one part does
// count for the whole, since it is one person who gave it; consent given on a device by somebody who was not signed in
// does not, since nobody knows that it was them. It counts for what happens on that device.
import { covers, isSpecial } from '../categories/index.ts';
import {
  compareStatements,
  isPositive,
  type Standing,
  type Statement,
  standingOf,
} from '../consents/index.ts';
import { bitOf, type ConsentModel, type Meaning, type Permissions, type Purpose } from '../purposes/index.ts';
import { type Destination, findBrokenRule } from '../recipients/index.ts';
import { denials, type Reason, tell } from './reasons.ts';

export type Decision = { decision: 'permit' | 'deny'; reason: Reason };

/** Ages between which the law tells people apart; absent where nobody knows. */
export type AgeBand = 'under_13' | '13_to_15' | '16_to_17' | 'adult';
const ageFrom: Record<AgeBand, number> = { under_13: 0, '13_to_15': 13, '16_to_17': 16, adult: 18 };

/** What the gate is told of a person. */
export type Subject = {
  statements: readonly Statement[];
  /** Has an identifier that is more than a device. */
  known: boolean;
  /** The identifiers that stand for the person in this case: those of a message, or the one that was asked about. */
  via?: readonly number[];
  ageBand?: AgeBand | undefined;
  /** Where the person lives, pays, and is: the strictest of them holds. */
  jurisdictions?: readonly string[];
  suppressed?: readonly { scope: string; channel: string }[];
};

export type Question = {
  purpose: Purpose;
  /** Who is to get it, with what is known of where that is. */
  recipient?: Destination | undefined;
  categories?: readonly string[] | undefined;
  /** Milliseconds since 1970. */
  at: number;
};

export const nobody: Subject = { statements: [], known: false };

/** Whether this may be used for the purpose. Pure: the same question about the same person has the same answer. */
export function decide(subject: Subject, question: Question): Decision {
  const { permitted, because } = judge(subject, question);
  return { decision: permitted ? 'permit' : 'deny', reason: because() };
}

/** A decision whose reason is put into words only when it is asked for: most are made for snapshots, which nobody reads. */
type Verdict = { permitted: boolean; because: () => Reason };

function judge(subject: Subject, question: Question): Verdict {
  const { purpose } = question;
  const ground = groundOf(purpose, subject.jurisdictions);
  const asked = question.categories ?? [];
  const special = asked.some(isSpecial) && !(purpose.special_categories && ground.legal_basis !== 'consent');
  const outside = whyOutside(subject, question) ?? whySuppressed(subject, purpose);
  if (outside !== undefined) return outside;
  const standings = standingsOf(subject, purpose.bit, question.at);
  // What denies a purpose denies those below it; what permits it does not permit them.
  const above = purpose.ancestors.map((bit) => standingsOf(subject, bit, question.at));
  const no = findNegative([standings, ...above], ground.consent_model);
  if (no !== undefined) return deny(() => denials.expressed(purpose, no));
  const needsConsent = special || needsExpressed(ground.consent_model);
  if (!needsConsent) return permit(() => tell.basis(purpose, ground.legal_basis));
  return decideByConsent(subject, question, standings, special || ground.consent_model === 'explicit');
}

/** All purposes that are permitted, by bit: what an event that is collected now is stored with. */
export const permissionsOf = (subject: Subject, purposes: readonly Purpose[], at: number): Permissions =>
  purposes.reduce(
    (set, purpose) => (judge(subject, { purpose, at }).permitted ? set | bitOf(purpose) : set),
    0n,
  );

const permit = (because: () => Reason): Verdict => ({ permitted: true, because });
const deny = (because: () => Reason): Verdict => ({ permitted: false, because });

const strictness: Record<ConsentModel, number> = { none: 0, notice: 1, opt_out: 2, opt_in: 3, explicit: 4 };
const needsExpressed = (model: ConsentModel): boolean => strictness[model] >= strictness.opt_in;

type Ground = Pick<Meaning, 'legal_basis' | 'consent_model'>;

/** Where several jurisdictions may hold, the strictest does: somebody who travels loses nothing. */
function groundOf(purpose: Meaning, jurisdictions: readonly string[] = []): Ground {
  const grounds = jurisdictions.map((one) => findGround(purpose, one));
  return grounds.reduce<Ground>(
    (strictest, ground) =>
      strictness[ground.consent_model] > strictness[strictest.consent_model] ? ground : strictest,
    grounds[0] ?? purpose,
  );
}

/** `US-CA` falls back to `US`. */
function findGround(purpose: Meaning, jurisdiction: string): Ground {
  const { jurisdictions } = purpose;
  for (const one of [jurisdiction, jurisdiction.split('-')[0] as string])
    if (Object.hasOwn(jurisdictions, one)) return jurisdictions[one] as Ground;
  return purpose;
}

function whyOutside(
  { jurisdictions = [] }: Subject,
  { purpose, recipient, categories }: Question,
): Verdict | undefined {
  for (const category of categories ?? [])
    if (!purpose.data_categories.some((own) => covers(own, category)))
      return deny(() => denials.category(purpose, category));
  if (recipient === undefined) return undefined;
  if (!purpose.recipients.includes(recipient.slug))
    return deny(() => denials.recipient(purpose, recipient.slug));
  const broken = findBrokenRule(recipient, jurisdictions);
  return broken && deny(() => denials.transfer(purpose, recipient, broken));
}

function whySuppressed({ suppressed = [] }: Subject, purpose: Purpose): Verdict | undefined {
  const { channel, gpc_effect } = purpose;
  for (const one of suppressed) {
    const contact = channel !== null && ['no_contact', 'bounce', 'complaint'].includes(one.scope);
    if (contact && (one.channel === '*' || one.channel === channel))
      return deny(() => denials.suppressed(purpose, one));
    if (one.scope === 'no_sale_share' && gpc_effect === 'deny')
      return deny(() => denials.suppressed(purpose, one));
  }
  return undefined;
}

const silence: readonly Standing[] = [];

/** One for each identifier about which something was said. */
function standingsOf({ statements }: Subject, bit: number, at: number): readonly Standing[] {
  if (!statements.some(({ p }) => p === bit)) return silence;
  const byIdentifier = new Map<number, Statement[]>();
  for (const statement of statements) {
    if (statement.p !== bit) continue;
    for (const id of statement.i) {
      const list = byIdentifier.get(id);
      if (list === undefined) byIdentifier.set(id, [statement]);
      else list.push(statement);
    }
  }
  return [...byIdentifier.values()].map((list) => standingOf(list, at));
}

/** What a contract or a duty needs cannot be refused, but it can be restricted. The latest says it best. */
function findNegative(
  standings: readonly (readonly Standing[])[],
  model: ConsentModel,
): Statement | undefined {
  const all = standings.flatMap((own) => own.flatMap(({ negatives }) => negatives));
  const counting = model === 'none' ? all.filter(({ s }) => s === 'restricted') : all;
  return counting.sort(compareStatements).at(-1);
}

function decideByConsent(
  subject: Subject,
  question: Question,
  standings: readonly Standing[],
  expressly: boolean,
): Verdict {
  const { purpose } = question;
  const { via = [], known, ageBand } = subject;
  const latest = (list: Statement[]): Statement | undefined => list.sort(compareStatements).at(-1);
  const given = standings.flatMap(({ positive }) => positive ?? []);
  const usable = given.filter((one) => !known || one.d !== true || one.i.some((id) => via.includes(id)));
  const why = (one: Statement): (() => Reason) | undefined => {
    if (one.o === true && !purpose.accepts_unproven) return () => denials.unproven(purpose, one);
    if (expressly && one.x !== 'explicitly_expressed') return () => denials.notExplicit(purpose, one);
    const age = ageBand === undefined ? undefined : ageFrom[ageBand];
    if (age !== undefined && age < purpose.minimum_age && one.b !== 'parent')
      return () => denials.needsParent(purpose);
    if (age !== undefined && age >= purpose.minimum_age && one.b === 'parent')
      return () => denials.grownUp(purpose, one);
    return isStale(one, question) ? () => denials.stale(purpose, one) : undefined;
  };
  const best = latest(usable.filter((one) => why(one) === undefined));
  if (best !== undefined) return permit(() => tell.given(purpose, best));
  const nearest = latest(usable);
  if (nearest !== undefined) return deny(why(nearest) as () => Reason);
  const onDevice = latest(given);
  if (onDevice !== undefined) return deny(() => denials.onDeviceOnly(purpose, onDevice));
  const expired = latest(standings.flatMap((one) => one.expired ?? []));
  return deny(() => (expired === undefined ? denials.unknown(purpose) : denials.expired(purpose, expired)));
}

/** It was given when the purpose meant less than what is asked for now. */
function isStale({ v }: Statement, { purpose, categories, recipient }: Question): boolean {
  if (v >= purpose.meaning_version) return false;
  const then = purpose.earlier[v];
  if (then === undefined || then.legal_basis !== purpose.legal_basis) return true;
  const within = (asked: readonly string[], told: readonly string[]): boolean =>
    asked.every((one) => told.some((own) => covers(own, one)));
  const isTold = (recipients: readonly string[]): boolean =>
    recipients.every((one) => then.recipients.includes(one));
  return !(
    within(categories ?? purpose.data_categories, then.data_categories) &&
    isTold(recipient === undefined ? purpose.recipients : [recipient.slug]) &&
    purpose.processing_kinds.every((kind) => then.processing_kinds.includes(kind))
  );
}

/** What denies the purpose, or one above it, at a moment. */
export const listDenials = (subject: Subject, purpose: Purpose, at: number): Statement[] =>
  [purpose.bit, ...purpose.ancestors].flatMap((bit) =>
    standingsOf(subject, bit, at).flatMap(({ negatives }) => negatives),
  );

/** What denies each of these purposes now. Of signals of browsers, which are answered by name only, those that are named. */
export const listRefusals = (
  subject: Subject,
  purposes: readonly Purpose[],
  { at, named }: { at: number; named: readonly number[] },
): Statement[] =>
  purposes.flatMap(({ bit }) =>
    standingsOf(subject, bit, at).flatMap(({ negatives }) =>
      negatives.filter(({ b, e }) => b !== 'user_agent' || named.includes(e)),
    ),
  );

export type Conflict = { purpose: string; given: Statement; denied: Statement };

/** Purposes about which statements of the person disagree: they are denied, and the person should be asked. */
export function listConflicts(subject: Subject, purposes: readonly Purpose[], at: number): Conflict[] {
  return purposes.flatMap(({ slug, bit }) => {
    const all = standingsOf(subject, bit, at);
    const [denied] = all.flatMap(({ negatives }) => negatives);
    if (denied === undefined) return [];
    const [elsewhere] = all.flatMap(({ positive }) => positive ?? []);
    // A browser's signal denies what the same person consented to before, or later without being told of it.
    const overruled = subject.statements.find(
      ({ p, s, i }) =>
        denied.b === 'user_agent' && p === bit && isPositive(s) && i.some((id) => denied.i.includes(id)),
    );
    const given = elsewhere ?? overruled;
    return given === undefined ? [] : [{ purpose: slug, given, denied }];
  });
}
