// What time alone brings: the next moments at which an answer may change, asked one after the other until it does.

/** Further ahead nobody looks: each step is a question. */
const stepsMax = 8;

type Looking<Answer> = {
  ask: (momentMs: number) => Promise<Answer>;
  /** When the answer may change next; 0 for never. */
  dueMs: (answer: Answer) => number;
  isOther: (answer: Answer, momentMs: number) => boolean;
};

/** The first of them at which the answer is another; undefined where it is none of the next ones. */
export async function lookAhead<Answer>(
  now: Answer,
  { ask, dueMs, isOther }: Looking<Answer>,
): Promise<{ atMs: number; answer: Answer } | undefined> {
  let answer = now;
  for (let step = 0; step < stepsMax; step += 1) {
    const atMs = dueMs(answer);
    if (atMs === 0) return undefined;
    answer = await ask(atMs);
    if (isOther(answer, atMs)) return { atMs, answer };
  }
  return undefined;
}
