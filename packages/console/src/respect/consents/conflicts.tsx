// Where statements of one person disagree, for instance after two people became one: both are kept, and the stricter holds.
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/states.tsx';
import { useNameOfPurpose } from '../purposes/name-of-purpose.ts';
import type { Conflict, ConsentEvent } from './consents-query.ts';
import { useStatementWords } from './statement-words.ts';

export function Conflicts({
  conflicts,
  events,
  onStatement,
}: {
  conflicts: readonly Conflict[];
  /** Those that are loaded. */
  events: readonly ConsentEvent[];
  onStatement: (id: string) => void;
}) {
  return conflicts.map((conflict) => (
    <ConflictLine key={conflict.purpose} {...{ conflict, events, onStatement }} />
  ));
}

function ConflictLine({
  conflict: { purpose, given, denied },
  events,
  onStatement,
}: {
  conflict: Conflict;
  events: readonly ConsentEvent[];
  onStatement: (id: string) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useNameOfPurpose();
  const words = useStatementWords();
  const find = (id: string) => events.find((each) => each.id === id);
  const [yes, no] = [find(given), find(denied)];
  const on = ({ identifiers }: ConsentEvent) => format.list(identifiers.map(({ value }) => value));
  return (
    <Notice
      action={
        <>
          <Button small onClick={() => onStatement(given)}>
            {t('consents.conflict.given')}
          </Button>
          <Button small onClick={() => onStatement(denied)}>
            {t('consents.conflict.denied')}
          </Button>
        </>
      }
    >
      {yes && no
        ? t('consents.conflict.words', {
            purpose: nameOf(purpose),
            yes: words.state(yes.state),
            yesOn: on(yes),
            no: words.state(no.state),
            noOn: on(no),
          })
        : t('consents.conflict.short', { purpose: nameOf(purpose) })}
    </Notice>
  );
}
