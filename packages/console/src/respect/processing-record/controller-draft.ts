// The form about the controller: texts while it is edited, and what the server takes of them.
import type { Controller, ControllerInput, ControllerWords } from './record-query.ts';

type TransferDraft = { recipient: string; country: string; safeguard: string };

export type ControllerDraft = Record<keyof ControllerWords, string> & {
  transfers: TransferDraft[];
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

export const emptyTransfer = (recipient: string): TransferDraft => ({
  recipient,
  country: '',
  safeguard: '',
});

/** With a place for each recipient that a purpose names. What was told of others stays. */
export function toDraft(controller: Controller, recipients: readonly string[]): ControllerDraft {
  const told = controller.transfers.map((one) => ({ ...one, safeguard: one.safeguard ?? '' }));
  const untold = recipients.filter((name) => !told.some(({ recipient }) => recipient === name));
  return {
    ...(Object.fromEntries(WORDS.map((name) => [name, controller[name] ?? ''])) as Record<
      keyof ControllerWords,
      string
    >),
    transfers: [...told, ...untold.map(emptyTransfer)],
    measures: controller.measures.join('\n'),
  };
}

/** What is empty is not told. */
export function toInput(draft: ControllerDraft): ControllerInput {
  return {
    ...(Object.fromEntries(WORDS.map((name) => [name, draft[name].trim() || null])) as ControllerWords),
    transfers: draft.transfers
      .filter(({ country }) => country.trim() !== '')
      .map(({ recipient, country, safeguard }) => ({
        recipient,
        country: country.trim(),
        safeguard: safeguard.trim() || null,
      })),
    measures: draft.measures
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  };
}
