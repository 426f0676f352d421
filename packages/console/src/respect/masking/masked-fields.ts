// Fields of an answer that are masked, and which of them a value belongs to.

export type MaskedField = { field: string; reason: string | { code: string; message: string } };

/** Every mask leaves these in the place of what it takes. */
const DOTS = '•••';
export const looksMasked = (text: string): boolean => text.includes(DOTS);

/** Ids are named by the protocol's words where a message has them, and by the server's in what it made of it. */
const ALIASES: Record<string, string> = { user_id: 'userId', anonymous_id: 'anonymousId' };

/** The reason of the field, or of one that holds it; else that of any: they differ by kind, not by value. */
export function findReason(fields: readonly MaskedField[], field: string): MaskedField['reason'] | undefined {
  const name = ALIASES[field] ?? field;
  const found =
    fields.find((one) => one.field === name) ?? fields.find((one) => name.startsWith(`${one.field}.`));
  return (found ?? fields[0])?.reason;
}
