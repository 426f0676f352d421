// What a view says, laid out by what each field is: what forbids first, who this is at the side, what was bought and what is open
// in the middle, what is withheld last, with the reason. One way for all views, those that ship and those that a company makes.
import { useTranslation } from '../../language/index.ts';
import { useDecisionWords } from '../../respect/purposes/decision-words.ts';
import { classNames } from '../../ui/class-names.ts';
import { Notice } from '../../ui/states.tsx';
import styles from './answer.module.css';
import type { AnsweredField, ShownObject, ViewAnswer } from './answers.ts';
import { arrange, type Named } from './arrange.ts';
import { FactsPart } from './facts-part.tsx';
import { toWords } from './field-words.ts';
import { Objects } from './objects-part.tsx';
import { ObjectsTable } from './objects-table.tsx';
import { Accounts, Happenings, Segments } from './other-parts.tsx';
import { None, Part } from './part.tsx';
import { PermitMarks, Prohibitions } from './prohibitions.tsx';
import { Ranking } from './ranking-part.tsx';
import { MaskedOf, WithheldFields } from './withheld.tsx';

const NOTHING: ReadonlySet<string> = new Set();

export function ViewAnswered({
  answer,
  changed = NOTHING,
  titleOf = () => undefined,
  narrow,
}: {
  answer: ViewAnswer;
  changed?: ReadonlySet<string>;
  /** Of fields that are withheld as a whole. */
  titleOf?: (name: string) => string | undefined;
  /** There is room for one column. */
  narrow?: boolean;
}) {
  const wordsOf = useDecisionWords();
  const { permits, facts, side, middle } = arrange(answer);
  const said = permits.flatMap(({ field }) => field.value ?? []);
  const isOfBusiness = answer.subject === null;
  const hasSide = facts.length > 0 || side.length > 0;
  const layout = isOfBusiness ? styles.business : hasSide && middle.length > 0 ? styles.columns : styles.one;
  const showPart = ({ name, field }: Named) => (
    <FieldPart key={name} {...{ name, field, isOfBusiness }} changed={changed.has(name)} />
  );
  return (
    <MaskedOf value={answer.masked}>
      <div className={classNames(styles.answer, narrow && styles.narrow)}>
        <p className="visually-hidden" role="status">
          <ChangedWords answer={answer} changed={changed} />
        </p>
        {answer.decision?.decision === 'deny' && <Notice>{wordsOf(answer.decision.reason)}</Notice>}
        <Prohibitions permits={said} changed={permits.some(({ name }) => changed.has(name))} />
        <PermitMarks permits={said} />
        <div className={layout}>
          {hasSide && (
            <div className={styles.side}>
              {facts.length > 0 && (
                <FactsPart facts={facts} changed={changed} alone={middle.length + side.length === 0} />
              )}
              {side.map(showPart)}
            </div>
          )}
          {middle.length > 0 && <div className={styles.middle}>{middle.map(showPart)}</div>}
        </div>
        <WithheldFields answer={answer} titleOf={titleOf} />
      </div>
    </MaskedOf>
  );
}

function ChangedWords({ answer, changed }: { answer: ViewAnswer; changed: ReadonlySet<string> }) {
  const { t } = useTranslation();
  if (changed.size === 0) return null;
  const names = [...changed].map((name) => answer.fields[name]?.title ?? toWords(name));
  return t('views.changedNow', { fields: names.join(', ') });
}

type PartProps = Named & { changed: boolean; isOfBusiness: boolean };

function FieldPart({ name, field, changed, isOfBusiness }: PartProps) {
  const { t } = useTranslation();
  const title = field.title ?? toWords(name);
  const count = Array.isArray(field.value) ? field.value.length : 0;
  // Of objects and events each says how old it is.
  const saysOwnAge = field.kind === 'objects' || field.kind === 'events' || field.joined !== undefined;
  return (
    <Part
      title={title}
      changed={changed}
      at={saysOwnAge ? null : field.updated_at}
      origin={field.origin}
      count={counted(field, count)}
      whole={field.kind === 'objects'}
    >
      {count === 0 ? (
        <None>{t('views.none')}</None>
      ) : (
        <Content name={name} field={field} isOfBusiness={isOfBusiness} />
      )}
    </Part>
  );
}

/** How many there are matters of what is open, not of a ranking. */
const counted = ({ kind }: AnsweredField, count: number): number | undefined =>
  kind === 'objects' ? count : undefined;

function Content({ name, field, isOfBusiness }: Omit<PartProps, 'changed'>) {
  const title = field.title ?? toWords(name);
  switch (field.kind) {
    case 'objects':
      return isOfBusiness ? (
        <ObjectsTable name={name} title={title} objects={field.value ?? []} />
      ) : (
        <Objects objects={field.value ?? []} path={name} />
      );
    case 'segments':
      return <Segments segments={field.value ?? []} />;
    case 'accounts':
      return <Accounts accounts={field.value ?? []} />;
    case 'events':
      return <Happenings events={field.value ?? []} path={name} />;
    case 'ranking':
      return <Ranking title={title} ranked={field.value ?? []} />;
    case 'permits':
      return null;
    default: {
      const objects: ShownObject[] = Object.values(field.joined ?? {}).flat();
      return <Objects objects={objects} path={`${name}.${Object.keys(field.joined ?? {})[0] ?? ''}`} />;
    }
  }
}
