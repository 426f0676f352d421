// What somebody who has no need of it sees instead of a value: that there is one, and of what kind.
//
// Only what the taxonomy marks is ever masked. Of that, a role or key sees in clear what is no more delicate than its
// `sensitivity`, and what lies in its `categories`. What looks personal and nobody said what it is may be anything, so it is
// seen in clear by those alone who see everything.
//
// A mask must help to tell people apart on a screen and not to find out who they are. So a beginning is left of names and
// ways to reach somebody, and nothing of the rest: the first letter of an illness says too much. No mask tells a length.
import { type Clearance, sensitivityMax } from '../access/index.ts';
import { covers, findCategory, type Label } from './model.ts';
import type { Category } from './taxonomy.ts';

type Held = Pick<Label, 'category' | 'state'>;
export type MaskReason = { code: string; message: string };

/** Why something that holds this is shown masked; undefined where it is shown in clear. */
export type Mask = (label: Held) => MaskReason | undefined;

/** The mask of this clearance; undefined where it sees everything. */
export function openMask({ sensitivity, categories }: Clearance): Mask | undefined {
  if (sensitivity >= sensitivityMax) return undefined;
  const isClear = (category: string): boolean => {
    const { masked, sensitivity: level } = findNearest(category) ?? unknown;
    return !masked || level <= sensitivity || categories.some((own) => covers(own, category));
  };
  return function mask({ category, state }) {
    if (category === null) return state === 'unlabelled' ? unlabelled : undefined;
    return isClear(category) ? undefined : { code: 'masked', message: tellMasked(category) };
  };
}

const unknown = { masked: true, sensitivity: sensitivityMax };
const tellMasked = (category: string): string =>
  `Data of the category ${category} is shown masked to this role or key.`;
const unlabelled: MaskReason = {
  code: 'masked_unlabelled',
  message: 'Nobody has said yet what this holds, so it is shown masked to this role or key.',
};

/** The category, or the nearest above it that there is. */
function findNearest(key: string): Category | undefined {
  const found = findCategory(key);
  const parent = key.lastIndexOf('.');
  return found ?? (parent === -1 ? undefined : findNearest(key.slice(0, parent)));
}

/** Kept, and never told anybody: a number that opens a bank account helps no one who reads it. */
export const isNeverDisclosed = (category: string): boolean =>
  findNearest(category)?.never_disclosed === true;

const dots = '•••';

/** The same shape with nothing in it that tells much: objects and lists keep their form, what is empty stays so. */
export function maskValue(value: unknown, category: string | null): unknown {
  if (value === null || value === undefined || value === '') return value;
  if (Array.isArray(value)) return value.map((one) => maskValue(one, category));
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, maskValue(one, category)]));
  return typeof value === 'string' && category !== null ? maskText(value, category) : dots;
}

function maskText(text: string, category: string): string {
  if (covers('user.contact.email', category)) return maskAddress(text);
  // Of a short number two digits would be most of it.
  if (covers('user.contact.phone_number', category)) return text.length < 8 ? dots : dots + text.slice(-2);
  return covers('user.name', category) ? `${[...text.trim()][0] ?? ''}${dots}` : dots;
}

/** `s•••@e•••.com`. What is no address, such as its hash, leaves nothing. */
function maskAddress(text: string): string {
  const [, first, host, end] = /^\s*(.)[^@]*@(.)[^@]*?(\.[a-z]{2,12})?\s*$/iu.exec(text) ?? [];
  return first === undefined ? dots : `${first}${dots}@${host}${dots}${end ?? ''}`;
}
