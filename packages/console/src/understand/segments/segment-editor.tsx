// Builds a segment, and counts it while it is built.
import type { Condition } from '@rapport/protocol';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import styles from '../definitions/builder/builder.module.css';
import { ConditionField } from '../definitions/builder/condition-field.tsx';
import { ChangePage, type Editing, NewPage } from '../definitions/builder/editor-page.tsx';
import { starts } from '../definitions/builder/kinds.ts';
import { SampleList } from '../definitions/builder/preview-card.tsx';
import { ConditionSentence } from '../definitions/sentence.tsx';
import type { SegmentPreview } from './segments-query.ts';

const editing: Editing<'segment'> = {
  kind: 'segment',
  purpose: 'marketing.email',
  start: { all: [starts.count] },
  Field: ConditionField,
  say: (definition) => <ConditionSentence condition={definition as Condition} />,
  Found,
};

export const NewSegmentPage = () => <NewPage editing={editing} />;
export const ChangeSegmentPage = () => <ChangePage editing={editing} />;

function Found({ preview: { count, people, sample } }: { preview: SegmentPreview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = format.percent(people === 0 ? 0 : count / people);
  return (
    <>
      <p className={styles.count}>
        <strong>{format.number(count)}</strong> {t('segments.ofPeople', { count: people, share })}
      </p>
      <SampleList people={sample} />
    </>
  );
}
