// A condition as it is built: a group with rows and groups in it, a row, or JSON where neither shows all of it.
import { IconDots } from '@tabler/icons-react';
import { type ComponentType, useState } from 'react';
import { useTranslation } from '../../../language/index.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Tag } from '../../../ui/mark.tsx';
import { Menu } from '../../../ui/menu.tsx';
import styles from './builder.module.css';
import { CountRow, RecencyRow, type RowProps, ValueRow } from './event-rows.tsx';
import { FaultLines, useFaults } from './fault-lines.tsx';
import { faultsWithin, inside } from './faults.ts';
import { GroupField } from './group-field.tsx';
import { JsonField } from './json-field.tsx';
import { type Draft, type RowKind, rowKinds, starts, toShown } from './kinds.ts';
import {
  AttributeRow,
  BucketRow,
  ChangedRow,
  HeldOutRow,
  ListRow,
  PermitsRow,
  SaidRow,
  SegmentRow,
  TraitRow,
} from './person-rows.tsx';
import { Pick } from './plain-fields.tsx';
import { SequenceRow } from './sequence-row.tsx';

const ROWS: Record<RowKind, ComponentType<RowProps>> = {
  count: CountRow,
  recency: RecencyRow,
  value: ValueRow,
  sequence: SequenceRow,
  attribute: AttributeRow,
  changed: ChangedRow,
  trait: TraitRow,
  segment: SegmentRow,
  list: ListRow,
  permits: PermitsRow,
  said: SaidRow,
  held_out: HeldOutRow,
  bucket: BucketRow,
  everyone: () => null,
};

export type PartProps = {
  draft: Draft;
  /** Where it stands in the whole: `all[0]`. */
  at: string;
  onDraft: (draft: Draft) => void;
  /** Absent for the whole. */
  onRemove?: (() => void) | undefined;
};

export function ConditionField(props: PartProps) {
  const { draft } = props;
  const shown = toShown(draft);
  if (shown.as === 'group') return <GroupField {...props} group={shown} />;
  if (shown.as === 'row') return <Row {...props} {...shown} />;
  if (shown.as === 'denied') return <Denied {...props} part={shown.part} />;
  return <AsJson {...props} />;
}

function Row({
  at,
  kind,
  denied,
  condition,
  onDraft,
  onRemove,
}: PartProps & { kind: RowKind; denied: boolean; condition: Draft }) {
  const { t } = useTranslation();
  const faults = faultsWithin(useFaults(), at);
  const Fields = ROWS[kind];
  const [wasLeft, setWasLeft] = useState(false);
  const set = (next: Draft) => onDraft(denied ? { not: next } : next);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a grid of lines.
    <div
      className={styles.row}
      role="group"
      aria-label={t(`builder.kind.${kind}`)}
      onBlur={() => setWasLeft(true)}
    >
      <div className={styles.rowHead}>
        {denied && <Tag>{t('builder.not')}</Tag>}
        <Pick
          label={t('builder.kindOf')}
          value={kind}
          options={rowKinds.map((one) => ({ value: one, label: t(`builder.kind.${one}`) }))}
          onValue={(next) => set(starts[next])}
        />
        <RowMenu
          denied={denied}
          onDeny={() => onDraft(denied ? condition : { not: condition })}
          onGroup={() => onDraft({ any: [denied ? { not: condition } : condition] })}
          onRemove={onRemove}
        />
      </div>
      <Fields condition={condition} onCondition={set} />
      <FaultLines faults={faults} isHint={!wasLeft} />
    </div>
  );
}

/** What is denied as a whole: it stands below, and is what it is. */
function Denied({ part, at, onDraft, onRemove }: PartProps & { part: Draft }) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a grid of lines.
    <div className={styles.group} role="group" aria-label={t('builder.denied')}>
      <div className={styles.rowHead}>
        <span className={styles.joint}>{t('builder.denied')}</span>
        <RowMenu
          denied
          onDeny={() => onDraft(part)}
          onGroup={() => onDraft({ any: [{ not: part }] })}
          onRemove={onRemove}
        />
      </div>
      <ConditionField draft={part} at={inside(at, 'not')} onDraft={(next) => onDraft({ not: next })} />
    </div>
  );
}

function RowMenu({
  denied,
  onDeny,
  onGroup,
  onRemove,
}: {
  denied: boolean;
  onDeny: () => void;
  onGroup: () => void;
  onRemove: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  return (
    <span className={styles.rowMenu}>
      <Menu
        align="end"
        items={[
          { label: t(denied ? 'builder.affirm' : 'builder.deny'), onPick: onDeny },
          { label: t('builder.intoGroup'), onPick: onGroup },
          ...(onRemove
            ? [{ kind: 'line' as const }, { label: t('builder.remove'), danger: true, onPick: onRemove }]
            : []),
        ]}
      >
        <IconButton label={t('builder.more')}>
          <IconDots />
        </IconButton>
      </Menu>
    </span>
  );
}

/** What the builder cannot show, whole and as it is. */
function AsJson({ draft, at, onDraft, onRemove }: PartProps) {
  const { t } = useTranslation();
  const faults = faultsWithin(useFaults(), at);
  return (
    <div className={styles.row}>
      <div className={styles.rowHead}>
        <span className={styles.quiet}>{t('builder.onlyJson')}</span>
        {onRemove && (
          <RowMenu
            denied={false}
            onDeny={() => onDraft({ not: draft })}
            onGroup={() => onDraft({ any: [draft] })}
            onRemove={onRemove}
          />
        )}
      </div>
      <JsonField label={t('builder.thisPart')} value={draft} onValue={(value) => onDraft(value as Draft)} />
      <FaultLines faults={faults} />
    </div>
  );
}
