// One field of a view that is being made: its kind, what it is called, what it shows, and what is wrong with it.
import { IconArrowDown, IconArrowUp, IconGripVertical, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from '../../../language/index.ts';
import { IconButton } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/field.tsx';
import { Tag } from '../../../ui/mark.tsx';
import { FaultLines, useFaults } from '../../definitions/builder/fault-lines.tsx';
import { faultsWithin } from '../../definitions/builder/faults.ts';
import { JsonField } from '../../definitions/builder/json-field.tsx';
import { toWords } from '../field-words.ts';
import { ObjectsKind, RankingKind } from './catalog-kinds.tsx';
import styles from './designer.module.css';
import {
  AccountsKind,
  EventsKind,
  IdJoins,
  type KindProps,
  PermitsKind,
  SegmentsKind,
  UnitOf,
  ValueOf,
} from './person-kinds.tsx';
import { type FieldDraft, kindOfField } from './view-draft.ts';

type CardProps = KindProps & {
  index: number;
  count: number;
  ofBusiness: boolean;
  onMove: (to: number) => void;
  onRemove: () => void;
};

export function FieldCard({ field, index, count, ofBusiness, onField, onMove, onRemove }: CardProps) {
  const { t } = useTranslation();
  const faults = faultsWithin(useFaults(), `fields[${index}]`).filter(({ at }) => at !== '');
  // Until somebody has been there they are hints.
  const [visited, setVisited] = useState(false);
  const kind = kindOfField(field);
  const called = field.title || toWords(field.name);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this row is.
    <div
      role="group"
      aria-label={called}
      className={styles.card}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setVisited(true);
      }}
    >
      <div className={styles.cardHead}>
        <Grip called={called} index={index} onMove={onMove} />
        {kind && <Tag>{t(`viewDesigner.kind.${kind}`)}</Tag>}
        <div className={styles.cardActions}>
          <IconButton
            label={t('viewDesigner.moveUp', { field: called })}
            disabled={index === 0}
            onClick={() => onMove(index - 1)}
          >
            <IconArrowUp />
          </IconButton>
          <IconButton
            label={t('viewDesigner.moveDown', { field: called })}
            disabled={index === count - 1}
            onClick={() => onMove(index + 1)}
          >
            <IconArrowDown />
          </IconButton>
          <IconButton label={t('viewDesigner.remove', { what: called })} onClick={onRemove}>
            <IconX />
          </IconButton>
        </div>
      </div>
      <div className={styles.names}>
        <TextField
          label={t('builder.title')}
          value={field.title ?? ''}
          placeholder={toWords(field.name)}
          maxLength={200}
          autoComplete="off"
          onChange={({ currentTarget: { value: title } }) => {
            const { title: _title, ...rest } = field;
            onField(title === '' ? (rest as FieldDraft) : { ...field, title });
          }}
        />
        <TextField
          label={t('builder.slug')}
          value={field.name}
          maxLength={63}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onField({ ...field, name: event.currentTarget.value })}
        />
        <ValueOf field={field} onField={onField} />
        <UnitOf field={field} onField={onField} />
      </div>
      <Kind field={field} onField={onField} ofBusiness={ofBusiness} />
      <FaultLines faults={faults} isHint={!visited} />
    </div>
  );
}

function Kind({ ofBusiness, ...props }: KindProps & { ofBusiness: boolean }) {
  const { t } = useTranslation();
  switch (kindOfField(props.field)) {
    case 'attribute':
    case 'trait':
      return <IdJoins {...props} />;
    case 'segments':
      return <SegmentsKind {...props} />;
    case 'permits':
      return <PermitsKind {...props} />;
    case 'events':
      return <EventsKind {...props} />;
    case 'accounts':
      return <AccountsKind {...props} />;
    case 'objects':
      return <ObjectsKind {...props} ofBusiness={ofBusiness} />;
    case 'ranking':
      return <RankingKind {...props} />;
    default:
      return (
        <JsonField
          label={t('builder.thisPart')}
          value={props.field}
          onValue={(value) => props.onField(value as FieldDraft)}
        />
      );
  }
}

/** Dragged by the pointer, or moved by the arrow keys. */
function Grip({ called, index, onMove }: { called: string; index: number; onMove: (to: number) => void }) {
  const { t } = useTranslation();
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onMove(index + step);
  };
  return (
    <button
      type="button"
      className={styles.grip}
      aria-label={t('viewDesigner.move', { field: called })}
      title={t('viewDesigner.move', { field: called })}
      onKeyDown={onKeyDown}
    >
      <IconGripVertical aria-hidden="true" />
    </button>
  );
}
