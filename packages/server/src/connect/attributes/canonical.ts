// Values as text, equal ones alike: for questions that compare texts.

/** JSON text with the names of objects in order, those without a value left out. */
export const toCanonicalText = (value: unknown): string =>
  JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part)
            .filter(([, inner]) => inner !== null)
            .sort(([x], [y]) => (x < y ? -1 : 1)),
        )
      : part,
  );
