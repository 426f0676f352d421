// Names of expressions in the text of a query: equal ones have one.

export type Names = {
  count(): number;
  nameOf(expression: string): string;
  /** Each as another thing to select. */
  list(): string;
};

export function nameEach(letter: string): Names {
  const names = new Map<string, string>();
  const mine = new RegExp(`^${letter}\\d+$`);
  return {
    count: () => names.size,
    nameOf(expression) {
      // What is short already stays as it is: a name, a number.
      if (mine.test(expression) || /^\d$/.test(expression)) return expression;
      const known = names.get(expression);
      if (known !== undefined) return known;
      const name = `${letter}${names.size}`;
      names.set(expression, name);
      return name;
    },
    list: () => [...names].map(([expression, name]) => `, ${expression} as ${name}`).join(''),
  };
}
