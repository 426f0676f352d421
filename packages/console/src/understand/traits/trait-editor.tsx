// Builds a trait, and tries it while it is built.
import type { TraitValue } from '@rapport/protocol';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Notice } from '../../ui/states.tsx';
import styles from '../definitions/builder/builder.module.css';
import { ChangePage, type Editing, NewPage } from '../definitions/builder/editor-page.tsx';
import { startOf } from '../definitions/builder/kinds-of-values.ts';
import { SampleList } from '../definitions/builder/preview-card.tsx';
import { ValueField } from '../definitions/builder/value-field.tsx';
import { ValueSentence } from '../definitions/sentence.tsx';
import { Value } from '../people/value.tsx';
import type { TraitPreview } from './traits-query.ts';

const editing: Editing<'trait'> = {
  kind: 'trait',
  purpose: 'service',
  start: startOf('count', undefined),
  Field: ValueField,
  say: (definition) => <ValueSentence value={definition as unknown as TraitValue} />,
  Found,
};

export const NewTraitPage = () => <NewPage editing={editing} />;
export const ChangeTraitPage = () => <ChangePage editing={editing} />;

function Found({ preview }: { preview: TraitPreview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { people, minimum, average, maximum, sample, withheld } = preview;
  return (
    <>
      <p className={styles.count}>
        <strong>{format.number(people)}</strong> {t('traits.haveValue', { count: people })}
      </p>
      {minimum !== null && average !== null && maximum !== null && (
        <p className={styles.count}>
          {t('traits.limits', {
            minimum: format.decimal(minimum),
            average: format.decimal(average),
            maximum: format.decimal(maximum),
          })}
        </p>
      )}
      {withheld && <Notice>{withheld.message}</Notice>}
      <SampleList people={sample.map((one) => ({ ...one, value: <Value value={one.value} /> }))} />
    </>
  );
}
