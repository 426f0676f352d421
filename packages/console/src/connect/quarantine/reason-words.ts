// Why a message was set aside, in the reader's language; a reason this console does not know, in the server's words.
import type { QuarantineCode } from '@rapport/protocol';
import { useTranslation } from '../../language/index.ts';

const KNOWN: Record<QuarantineCode, true> = {
  not_an_object: true,
  message_too_large: true,
  message_too_deep: true,
  type_unknown: true,
  message_id_invalid: true,
  id_missing: true,
  id_invalid: true,
  event_missing: true,
  name_invalid: true,
  group_id_missing: true,
  previous_id_missing: true,
  properties_invalid: true,
  traits_invalid: true,
  context_invalid: true,
  timestamp_invalid: true,
  timestamp_in_future: true,
  too_many_messages: true,
  not_processable: true,
};

/** `title` names the reason in a few words, `todo` says what the sender has to change. */
export function useReasonWords(): (reason: { code: string; message: string }) => {
  title: string;
  todo: string;
} {
  const { t } = useTranslation();
  return (reason) => {
    if (!isKnown(reason.code)) return { title: reason.code, todo: reason.message };
    return {
      title: t(`quarantine.reason.${reason.code}.title`),
      todo: t(`quarantine.reason.${reason.code}.todo`),
    };
  };
}

function isKnown(code: string): code is QuarantineCode {
  return Object.hasOwn(KNOWN, code);
}
