// What was made of texts, kept by the text: so many letters at most, what was not used for longest goes first.
export type Kept<Value> = {
  find(text: string): Value | undefined;
  add(text: string, value: Value): void;
  letters(): number;
};

export function openKept<Value>(lettersMax: number): Kept<Value> {
  const values = new Map<string, Value>();
  let letters = 0;
  return {
    find(text) {
      const value = values.get(text);
      if (value === undefined) return undefined;
      values.delete(text);
      values.set(text, value);
      return value;
    },
    add(text, value) {
      if (values.has(text)) return;
      values.set(text, value);
      letters += text.length + entryLetters;
      for (const oldest of values.keys()) {
        if (letters <= lettersMax) break;
        values.delete(oldest);
        letters -= oldest.length + entryLetters;
      }
    },
    letters: () => letters,
  };
}

/** Of a text that is empty something is kept too. */
const entryLetters = 200;
