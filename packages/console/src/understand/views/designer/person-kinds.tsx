// What is to be said of a field that shows what is known of a person: which attribute, trait, segments, purposes, events.
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from '../../../language/index.ts';
import { useNameOfPurpose } from '../../../respect/purposes/name-of-purpose.ts';
import { usePurposes } from '../../../respect/purposes/purposes-query.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Checkbox, SelectField, TextField } from '../../../ui/field.tsx';
import builder from '../../definitions/builder/builder.module.css';
import { TraitPick } from '../../definitions/builder/known-picks.tsx';
import { NameField } from '../../definitions/builder/name-field.tsx';
import { NumberInput } from '../../definitions/builder/plain-fields.tsx';
import { useKeys } from '../../definitions/builder/use-keys.ts';
import { useSegments } from '../../segments/segments-query.ts';
import { ChipsField } from './chips-field.tsx';
import styles from './designer.module.css';
import type { JoinDraft } from './joining.ts';
import { JoinsField } from './joins-field.tsx';
import type { FieldDraft } from './view-draft.ts';

export type KindProps = { field: FieldDraft; onField: (field: FieldDraft) => void };

/** The same without this part. */
export function without(field: FieldDraft, part: string): FieldDraft {
  const { [part]: _, ...rest } = field;
  return rest as FieldDraft;
}

/** Joins of a value that is an id, or a list of them. */
export function IdJoins({ field, onField }: KindProps) {
  return (
    <JoinsField
      joins={field.join as Record<string, JoinDraft> | undefined}
      from="ids"
      above={[]}
      onJoins={(join) => onField(join ? { ...field, join } : without(field, 'join'))}
    />
  );
}

/** What the number of a field of one value is: a share of 1, an amount in a currency, or just a number. */
export function UnitOf({ field, onField }: KindProps) {
  const { t } = useTranslation();
  if (!('trait' in field || 'attribute' in field)) return null;
  const unit = typeof field.unit === 'string' ? field.unit : undefined;
  const kind = unit === undefined ? 'plain' : unit === 'share' ? 'share' : 'money';
  const starts = { plain: undefined, share: 'share', money: 'EUR' };
  return (
    <>
      <SelectField
        label={t('viewDesigner.unit')}
        value={kind}
        options={unitKinds.map((one) => ({ value: one, label: t(`viewDesigner.unitKind.${one}`) }))}
        onChange={({ currentTarget: { value } }) => {
          const next = starts[value as keyof typeof starts];
          onField(next === undefined ? without(field, 'unit') : { ...field, unit: next });
        }}
      />
      {kind === 'money' && (
        <TextField
          label={t('viewDesigner.currency')}
          value={unit ?? ''}
          maxLength={3}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onField({ ...field, unit: event.currentTarget.value.toUpperCase() })}
        />
      )}
    </>
  );
}
const unitKinds = ['plain', 'share', 'money'] as const;

/** What a field of one value is taken from, beside what it is called. */
export function ValueOf({ field, onField }: KindProps) {
  const { t } = useTranslation();
  const isTrait = 'trait' in field;
  if (!isTrait && !('attribute' in field)) return null;
  return (
    <div className={styles.labelled}>
      <span className={styles.label} aria-hidden="true">
        {t(isTrait ? 'viewDesigner.kind.trait' : 'builder.attribute')}
      </span>
      {isTrait ? (
        <TraitPick value={field.trait} onValue={(trait) => onField({ ...field, trait })} />
      ) : (
        <NameField
          label={t('builder.attribute')}
          value={field.attribute}
          offered={{ of: 'attributes' }}
          onValue={(attribute) => onField({ ...field, attribute })}
        />
      )}
    </div>
  );
}

export function SegmentsKind({ field, onField }: KindProps) {
  const { t } = useTranslation();
  const segments = useSegments().data?.items ?? [];
  const isAll = field.segments === 'all';
  return (
    <>
      <Checkbox
        label={t('viewDesigner.allSegments')}
        checked={isAll}
        onCheck={(all) => onField({ ...field, segments: all ? 'all' : [] })}
      />
      {!isAll && (
        <ChipsField
          label={t('segments.title')}
          add={t('builder.chooseSegment')}
          values={(field.segments ?? []) as string[]}
          known={segments.map(({ name, title }) => ({ value: name, label: title }))}
          onValues={(next) => onField({ ...field, segments: next })}
        />
      )}
    </>
  );
}

export function PermitsKind({ field, onField }: KindProps) {
  const { t } = useTranslation();
  const purposes = usePurposes().data?.items ?? [];
  const nameOf = useNameOfPurpose();
  return (
    <ChipsField
      label={t('viewDesigner.purposes')}
      add={t('builder.choosePurpose')}
      values={(field.permits ?? []) as string[]}
      known={purposes.map(({ slug }) => ({ value: slug, label: nameOf(slug) }))}
      onValues={(permits) => onField({ ...field, permits })}
    />
  );
}

/** Names, one a row, with those that were seen as suggestions. */
function NamesField({
  label,
  add,
  names,
  offered,
  onNames,
}: {
  label: string;
  add: string;
  names: readonly string[];
  offered: 'events' | 'properties';
  onNames: (names: string[]) => void;
}) {
  const { t } = useTranslation();
  const { keys, forget } = useKeys(names.length);
  return (
    <div className={builder.where}>
      {names.map((name, index) => (
        <div key={keys[index]} className={builder.line}>
          <NameField
            label={label}
            value={name}
            offered={offered === 'events' ? { of: 'events' } : { of: 'properties', event: undefined }}
            onValue={(next) => onNames(names.with(index, next))}
          />
          <IconButton
            label={t('viewDesigner.remove', { what: name })}
            onClick={() => {
              forget(index);
              onNames(names.filter((_, place) => place !== index));
            }}
          >
            <IconX />
          </IconButton>
        </div>
      ))}
      <Button
        small
        look="quiet"
        icon={<IconPlus aria-hidden="true" />}
        onClick={() => onNames([...names, ''])}
      >
        {add}
      </Button>
    </div>
  );
}

export function EventsKind({ field, onField }: KindProps) {
  const { t } = useTranslation();
  const isAll = field.events === 'all';
  return (
    <>
      <div className={builder.line}>
        <Checkbox
          label={t('viewDesigner.allEvents')}
          checked={isAll}
          onCheck={(all) => onField({ ...field, events: all ? 'all' : [''] })}
        />
        <AtMost field={field} onField={onField} />
      </div>
      {!isAll && (
        <NamesField
          label={t('builder.event')}
          add={t('viewDesigner.addEvent')}
          names={(field.events ?? []) as string[]}
          offered="events"
          onNames={(events) => onField({ ...field, events })}
        />
      )}
      <NamesField
        label={t('builder.property')}
        add={t('builder.addProperty')}
        names={(field.properties ?? []) as string[]}
        offered="properties"
        onNames={(properties) => onField({ ...field, properties })}
      />
    </>
  );
}

export function AccountsKind({ field, onField }: KindProps) {
  const { t } = useTranslation();
  return (
    <div className={builder.line}>
      <span className={builder.joint}>{t('viewDesigner.members')}</span>
      <NumberInput
        label={t('viewDesigner.members')}
        value={field.members}
        onValue={(members) => onField({ ...field, members })}
      />
    </div>
  );
}

/** How many are shown. */
export function AtMost({ field, onField }: KindProps) {
  const { t } = useTranslation();
  return (
    <>
      <span className={builder.joint}>{t('viewDesigner.atMost')}</span>
      <NumberInput
        label={t('viewDesigner.atMost')}
        value={field.at_most}
        onValue={(at_most) => onField({ ...field, at_most })}
      />
    </>
  );
}
