// Rows about the person: attributes, traits, memberships, what they said, and chance.
import { useTranslation } from '../../../language/index.ts';
import { Checkbox } from '../../../ui/field.tsx';
import { useLists } from '../../lists/lists-query.ts';
import { useSegments } from '../../segments/segments-query.ts';
import styles from './builder.module.css';
import type { RowProps } from './event-rows.tsx';
import type { Draft } from './kinds.ts';
import { KnownPick, PurposePick, TraitPick } from './known-picks.tsx';
import { NameField } from './name-field.tsx';
import { NumberInput, Pick, SpanField, TextInput } from './plain-fields.tsx';
import { TestField } from './test-field.tsx';

export function AttributeRow({ condition, onCondition }: RowProps) {
  const { t } = useTranslation();
  const { attribute, for: length, ...test } = condition;
  const held = length === undefined ? {} : { for: length };
  return (
    <div className={styles.line}>
      <NameField
        label={t('builder.attribute')}
        value={attribute}
        offered={{ of: 'attributes' }}
        onValue={(name) => onCondition({ ...condition, attribute: name })}
      />
      <TestField test={test} onTest={(next) => onCondition({ attribute, ...held, ...next })} />
      <Checkbox
        label={t('builder.throughout')}
        checked={length !== undefined}
        onCheck={(on) => onCondition({ attribute, ...(on ? { for: 'P30D' } : {}), ...test })}
      />
      {length !== undefined && (
        <SpanField
          label={t('builder.length')}
          value={length}
          onValue={(span) => onCondition({ ...condition, for: span })}
        />
      )}
    </div>
  );
}

export function ChangedRow({ condition, onCondition }: RowProps) {
  const { t } = useTranslation();
  const { attribute } = condition;
  const changed = condition.changed as Draft;
  const set = (next: Draft) => onCondition({ attribute, changed: next });
  return (
    <>
      <div className={styles.line}>
        <NameField
          label={t('builder.attribute')}
          value={attribute}
          offered={{ of: 'attributes' }}
          onValue={(name) => onCondition({ ...condition, attribute: name })}
        />
        <span className={styles.joint}>{t('builder.changedIn')}</span>
        <SpanField
          label={t('builder.length')}
          value={changed.within}
          onValue={(within) => set({ ...changed, within })}
        />
      </div>
      {(['from', 'to'] as const).map((side) => (
        <div key={side} className={styles.line}>
          <Checkbox
            label={t(`builder.changedSide.${side}`)}
            checked={changed[side] !== undefined}
            onCheck={(on) => {
              const { [side]: _, ...rest } = changed;
              set(on ? { ...changed, [side]: { is: '' } } : rest);
            }}
          />
          {changed[side] !== undefined && (
            <TestField test={changed[side] as object} onTest={(test) => set({ ...changed, [side]: test })} />
          )}
        </div>
      ))}
    </>
  );
}

export function TraitRow({ condition, onCondition }: RowProps) {
  const { trait, ...test } = condition;
  return (
    <div className={styles.line}>
      <TraitPick value={trait} onValue={(name) => onCondition({ ...condition, trait: name })} />
      <TestField test={test} onTest={(next) => onCondition({ trait, ...next })} />
    </div>
  );
}

const SIDES = ['in', 'entered', 'left'] as const;

export function SegmentRow({ condition, onCondition }: RowProps) {
  const { t } = useTranslation();
  const segments = useSegments().data?.items ?? [];
  const side = 'entered' in condition ? 'entered' : 'left' in condition ? 'left' : 'in';
  const { segment } = condition;
  const moved = side === 'in' ? undefined : (condition[side] as Draft);
  return (
    <div className={styles.line}>
      <Pick
        label={t('builder.which')}
        value={side}
        options={SIDES.map((one) => ({ value: one, label: t(`builder.side.${one}`) }))}
        onValue={(next) =>
          onCondition(next === 'in' ? { segment } : { segment, [next]: moved ?? { within: 'P7D' } })
        }
      />
      <KnownPick
        label={t('builder.chooseSegment')}
        value={segment}
        known={segments.map(({ name, title }) => ({ value: name, label: title }))}
        onValue={(name) => onCondition({ ...condition, segment: name })}
      />
      {moved !== undefined && (
        <>
          <span className={styles.joint}>{t('builder.inTheLast')}</span>
          <SpanField
            label={t('builder.length')}
            value={moved.within}
            onValue={(within) => onCondition({ segment, [side]: { ...moved, within } })}
          />
        </>
      )}
    </div>
  );
}

export function ListRow({ condition, onCondition }: RowProps) {
  const { t } = useTranslation();
  const lists = useLists();
  const items = lists.data?.items ?? [];
  // Where lists cannot be read, or there is none, a name is typed.
  const isTyped = lists.isError || (lists.data !== undefined && items.length === 0);
  return (
    <div className={styles.line}>
      {isTyped ? (
        <TextInput
          label={t('builder.list')}
          value={condition.list}
          onValue={(list) => onCondition({ list })}
        />
      ) : (
        <KnownPick
          label={t('builder.chooseList')}
          value={condition.list}
          known={items.map(({ name, title }) => ({ value: name, label: title }))}
          onValue={(list) => onCondition({ list })}
        />
      )}
    </div>
  );
}

export function PermitsRow({ condition, onCondition }: RowProps) {
  return (
    <div className={styles.line}>
      <PurposePick value={condition.permits} onValue={(permits) => onCondition({ permits })} />
    </div>
  );
}

export function SaidRow({ condition, onCondition }: RowProps) {
  const { t } = useTranslation();
  const said = (['yes', 'no', 'nothing'] as const).find((one) => one === condition.said) ?? 'yes';
  return (
    <div className={styles.line}>
      <Pick
        label={t('builder.kind.said')}
        value={said}
        options={(['yes', 'no', 'nothing'] as const).map((one) => ({
          value: one,
          label: t(`builder.said.${one}`),
        }))}
        onValue={(next) => onCondition({ ...condition, said: next })}
      />
      <PurposePick value={condition.of} onValue={(of) => onCondition({ ...condition, of })} />
    </div>
  );
}

export function HeldOutRow({ condition, onCondition }: RowProps) {
  const { t } = useTranslation();
  const held = condition.held_out as Draft;
  const set = (change: Draft) => onCondition({ held_out: { ...held, ...change } });
  return (
    <div className={styles.line}>
      <NumberInput
        label={t('builder.percent')}
        value={held.percent}
        onValue={(percent) => set({ percent })}
      />
      <span className={styles.joint}>{t('builder.percentOf')}</span>
      <TextInput label={t('builder.salt')} value={held.of} onValue={(of) => set({ of })} />
    </div>
  );
}

export function BucketRow({ condition, onCondition }: RowProps) {
  const { t } = useTranslation();
  const bucket = condition.bucket as Draft;
  const set = (change: Draft) => onCondition({ bucket: { ...bucket, ...change } });
  return (
    <div className={styles.line}>
      <TextInput label={t('builder.salt')} value={bucket.of} onValue={(of) => set({ of })} />
      <span className={styles.joint}>{t('builder.buckets')}</span>
      <NumberInput label={t('builder.from')} value={bucket.from} onValue={(from) => set({ from })} />
      <span>{t('builder.until')}</span>
      <NumberInput label={t('builder.until')} value={bucket.until} onValue={(until) => set({ until })} />
    </div>
  );
}
