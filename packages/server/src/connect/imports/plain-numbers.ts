// Telling amounts from codes that happen to be digits.

/** A number that loses nothing by being one: `00123` and sixteen digits are codes, `12`, `-3.50` are amounts. */
export const isPlainNumber = (text: string): boolean => /^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/.test(text);
