// Which identifiers a message names, at the edge: the reader that the pipeline uses, without asking the database each time.
import { AppError } from '@rapport/protocol';
import type { Database } from '../../platform/postgres/index.ts';
import type { NormalForm } from '../../respect/suppression/index.ts';
import { getRules, type RulesInForce, type RulesMemory, withHashedForm } from '../identity/index.ts';

export type Identifying = {
  /** The rules of a workspace, at most a second old. Rejects with `storage_unavailable`. */
  rulesOf(workspaceId: number): Promise<RulesInForce>;
  /** What a message with this identifier would be found to name. */
  normalForm: NormalForm;
};

const rulesMsMax = 1000;

export function openIdentifying(db: Database): Identifying {
  const memory: RulesMemory = new Map();
  const asked = new Map<number, { at: number; rules: Promise<RulesInForce> }>();

  function rulesOf(workspaceId: number): Promise<RulesInForce> {
    const known = asked.get(workspaceId);
    if (known !== undefined && performance.now() - known.at < rulesMsMax) return known.rules;
    const rules = getRules({ db, workspaceId }, memory).catch((cause: unknown) => {
      asked.delete(workspaceId);
      throw new AppError('storage_unavailable', undefined, {}, cause);
    });
    asked.set(workspaceId, { at: performance.now(), rules });
    return rules;
  }

  return {
    rulesOf,
    async normalForm({ db: own, workspaceId }, { type, value }) {
      const { read } = await getRules({ db: own, workspaceId }, memory);
      const { identifiers, blocked } = read(toMessage(type, value));
      const found = [...identifiers, ...blocked].find((one) => one.type === type && !isEmpty(one.value));
      return found === undefined ? undefined : withHashedForm({ type, value: found.value });
    },
  };
}

const isEmpty = (value: string): boolean => value === '';

/** A message that names this identifier and, where it is an id of its own field, nothing else. */
const toMessage = (type: string, value: string): Parameters<RulesInForce['read']>[0] => ({
  ...{ type: 'identify', messageId: undefined, previousId: undefined, groupId: undefined },
  userId: type === 'user_id' ? value : undefined,
  anonymousId: type === 'anonymous_id' ? value : undefined,
  ...{ event: undefined, name: undefined, properties: {}, context: {}, body: {} },
  traits: type === 'user_id' || type === 'anonymous_id' ? {} : { [type]: value },
});
