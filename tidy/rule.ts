// What a house rule is: a small pure function that looks at one file, given the names of all others.

/** The files of the repository: path from the root → text. Binary files are there with an empty text. */
export type Tree = ReadonlyMap<string, string>;

/** A place where a file breaks a rule. Lines count from 1. */
export type Finding = { line: number; message: string };

export type Rule = {
  /** What holds when nothing is found, as a sentence: it is the title of the test. */
  name: string;
  check(path: string, text: string, tree: Tree): Finding[];
};

/** All findings of one rule in a tree, one line each: `path:line message`. */
export function applyRule(rule: Rule, tree: Tree): string[] {
  return [...tree].flatMap(([path, text]) =>
    rule.check(path, text, tree).map(({ line, message }) => `${path}:${line} ${message}`),
  );
}
