// English: Building a segment or a trait.
export const builder = {
  title: 'Builder',
} as const;
