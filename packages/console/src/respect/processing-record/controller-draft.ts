// The form about the controller: texts while it is edited, and what the server takes of them.
import type { Controller, ControllerInput, ControllerWords } from './record-query.ts';

export type ControllerDraft = Record<keyof ControllerWords, string> & {
  /** One a line. */
  measures: string;
};

const WORDS = [
  'name',
  'address',
  'email',
  'phone',
  'joint_controllers',
  'representative',
  'dpo_name',
  'dpo_email',
] as const satisfies (keyof ControllerWords)[];

export const toDraft = (controller: Controller): ControllerDraft => ({
  ...(Object.fromEntries(WORDS.map((name) => [name, controller[name] ?? ''])) as Record<
    keyof ControllerWords,
    string
  >),
  measures: controller.measures.join('\n'),
});

/** What is empty is not told. */
export function toInput(draft: ControllerDraft): ControllerInput {
  return {
    ...(Object.fromEntries(WORDS.map((name) => [name, draft[name].trim() || null])) as ControllerWords),
    measures: draft.measures
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  };
}
