// Categories of data as a tree of keys: `user.contact` covers `user.contact.email`, and not `user.contacts`.

export const covers = (category: string, asked: string): boolean =>
  asked === category || asked.startsWith(`${category}.`);

/** How deep it lies: 0 for a root. */
export const depthOf = (key: string): number => key.split('.').length - 1;

/** With `key` chosen or not. What a chosen category covers is not listed beside it; the order of the rest stays. */
export function choose(chosen: readonly string[], key: string, on: boolean): string[] {
  if (!on) return chosen.filter((one) => one !== key);
  return [...chosen.filter((one) => !covers(key, one)), key];
}

/** Whether a chosen category above it covers it already. */
export const isCovered = (chosen: readonly string[], key: string): boolean =>
  chosen.some((one) => one !== key && covers(one, key));
