// Numbers as people type them: with a point or a comma, and not yet finished.

const NUMBER = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?$/i;

/** The number that was typed, else the text itself: the language then says that a number is missing. */
export function toNumber(typed: string): number | string {
  const text = typed.trim();
  const number = Number(text.replace(',', '.'));
  return NUMBER.test(text) && Number.isFinite(number) ? number : typed;
}
