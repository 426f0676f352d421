// One after the other: what must not overlap.

export type Turns = <Result>(work: () => Promise<Result>) => Promise<Result>;

export function openTurns(): Turns {
  let before: Promise<unknown> = Promise.resolve();
  return function take(work) {
    const done = before.then(work);
    before = done.catch(() => {});
    return done;
  };
}
