// Pasted lines: each an identifier. What a spreadsheet leaves around them is taken away.

/** Most that one call takes. */
export const itemsMax = 1000;
/** Most that are added from one form. */
export const linesMax = 20_000;

/** Without quotes, commas at the end, empty lines and lines that were there before. */
export function toValues(text: string): string[] {
  const values = text.split(/\r?\n/).map((line) =>
    line
      .trim()
      .replace(/[,;]$/, '')
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );
  return [...new Set(values.filter((value) => value !== ''))];
}

/** The place within its call of the identifier that the server refused, if it names one: `items.3.identifier…`. */
export function refusedPlace(message: string): number | undefined {
  const place = /\bitems\.(\d+)\./.exec(message)?.[1];
  return place === undefined ? undefined : Number(place);
}

/** Names the one identifier that the server refused, of all that were added at once. */
export class RefusedValue extends Error {
  readonly value: string;

  constructor(value: string, cause: unknown) {
    super('The server refused one of the identifiers.', { cause });
    this.name = 'RefusedValue';
    this.value = value;
  }
}
