// Questions of one kind that are asked in the same moment, asked together: one round trip for all of them.
//
// What a statement costs is mostly its way: the driver, the socket, two processes that wake each other. Where a server keeps up,
// each question goes alone and waits for nobody. Where many wait, all that wait go at once: so the more is asked, the less
// each of them costs, and a moment in which the machine was busy with something else is made up for by one statement.
import { availableParallelism } from 'node:os';

/**
 * `of` and `kind` tell what may be asked together: for these `askAll` is the same. It answers each in its place. Where it
 * fails for several, each of them is asked alone, so that nobody fails for somebody else.
 */
export type Together<Asked, Answer> = (
  of: object,
  kind: string,
  asked: Asked,
  askAll: (all: readonly Asked[]) => Promise<readonly Answer[]>,
) => Promise<Answer>;

type Question<Asked, Answer> = PromiseWithResolvers<Answer> & {
  asked: Asked;
  askAll: Parameters<Together<Asked, Answer>>[3];
};
type Kind<Asked, Answer> = { waiting: Question<Asked, Answer>[]; underWay: number; isComing: boolean };

/** So many of a kind are under way at once; what comes meanwhile goes with the next. */
const underWayMax = Math.max(2, Math.ceil(availableParallelism() / 2));

/** `atMost`: questions in one statement. */
export function openTogether<Asked, Answer>(atMost: number): Together<Asked, Answer> {
  const kindsOf = new WeakMap<object, Map<string, Kind<Asked, Answer>>>();

  function findKinds(of: object): Map<string, Kind<Asked, Answer>> {
    const kinds = kindsOf.get(of) ?? new Map<string, Kind<Asked, Answer>>();
    kindsOf.set(of, kinds);
    return kinds;
  }

  return function ask(of, name, asked, askAll) {
    const kinds = findKinds(of);
    const kind = kinds.get(name) ?? { waiting: [], underWay: 0, isComing: false };
    kinds.set(name, kind);
    const question = { ...Promise.withResolvers<Answer>(), asked, askAll };
    kind.waiting.push(question);
    // Behind whatever other requests the same turn of the event loop brings.
    if (!kind.isComing && kind.underWay < underWayMax) {
      kind.isComing = true;
      setImmediate(() => {
        kind.isComing = false;
        askNext();
      });
    }
    return question.promise;

    function askNext(): void {
      while (kind.waiting.length > 0 && kind.underWay < underWayMax) {
        kind.underWay += 1;
        void answerEach(kind.waiting.splice(0, atMost)).then(() => {
          kind.underWay -= 1;
          askNext();
          if (kind.underWay === 0 && !kind.isComing) kinds.delete(name);
        });
      }
    }
  };
}

async function answerEach<Asked, Answer>(questions: readonly Question<Asked, Answer>[]): Promise<void> {
  const [first, ...others] = questions as [Question<Asked, Answer>, ...Question<Asked, Answer>[]];
  try {
    const answers = await first.askAll(questions.map(({ asked }) => asked));
    for (const [i, { resolve }] of questions.entries()) resolve(answers[i] as Answer);
  } catch (error) {
    if (others.length === 0) return first.reject(error);
    for (const one of questions) await answerEach([one]);
  }
}
