// Why a value is shown masked: from the fields that an answer names, for all that is shown of that answer.
import { createContext, type ReactNode, useContext } from 'react';
import { useSession } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { Masked } from '../../ui/masked.tsx';
import { type Reason, useDecisionWords } from '../purposes/decision-words.ts';
import { findReason, looksMasked, type MaskedField } from './masked-fields.ts';

const Fields = createContext<readonly MaskedField[]>([]);

/** `fields`: what the answer says is masked; absent where nothing is. */
export const MaskReasons = ({
  fields,
  children,
}: {
  fields: readonly MaskedField[] | undefined;
  children: ReactNode;
}) => <Fields value={fields ?? NONE}>{children}</Fields>;

const NONE: readonly MaskedField[] = [];

/** Gives the reason why this value of this field is masked; undefined for one that is shown in clear. */
export function useMaskOf(): (field: string, text: string) => string | undefined {
  const { t } = useTranslation();
  const fields = useContext(Fields);
  const wordsOf = useDecisionWords();
  const { unmasked } = useSession();
  const seesAll = unmasked.sensitivity >= 3;
  return (field, text) => {
    if (seesAll || !looksMasked(text)) return undefined;
    const reason: Reason | undefined = findReason(fields, field);
    // What is streamed names no fields.
    return reason === undefined ? t('purposes.reason.masked') : wordsOf(reason);
  };
}

/** A value as it is shown; where it is masked, with the reason. */
export function Shown({
  field,
  value,
  within,
  children,
}: {
  /** As answers name it: `identifiers.email`, `properties.phone`. */
  field: string;
  value: string;
  within?: boolean;
  /** The value in another form. */
  children?: ReactNode;
}) {
  const reason = useMaskOf()(field, value);
  if (reason === undefined) return children ?? value;
  return (
    <Masked reason={reason} within={within}>
      {children ?? value}
    </Masked>
  );
}
