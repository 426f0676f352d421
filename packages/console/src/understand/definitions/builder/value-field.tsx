// A value of a trait as it is built: what it is of which events, or two values calculated with each other.
import { useState } from 'react';
import { useTranslation } from '../../../language/index.ts';
import { Checkbox } from '../../../ui/field.tsx';
import styles from './builder.module.css';
import { withWindow } from './event-rows.tsx';
import { FaultLines, useFaults } from './fault-lines.tsx';
import { faultsWithin, inside } from './faults.ts';
import { JsonField } from './json-field.tsx';
import type { Draft } from './kinds.ts';
import { eventsOf, innerKinds, startOf, type ValueKind, valueKindOf, valueKinds } from './kinds-of-values.ts';
import { TraitPick } from './known-picks.tsx';
import { NameField } from './name-field.tsx';
import { NumberInput, Pick, SpanField } from './plain-fields.tsx';
import { SelectorField } from './selector-field.tsx';
import { WhereField } from './where-field.tsx';
import { WindowField } from './window-field.tsx';

type Props = { draft: Draft; at: string; onDraft: (draft: Draft) => void };

export function ValueField({ draft, at, onDraft }: Props) {
  const { t } = useTranslation();
  const faults = faultsWithin(useFaults(), at);
  const kind = valueKindOf(draft);
  const [wasLeft, setWasLeft] = useState(false);
  if (kind === undefined)
    return (
      <div className={styles.row}>
        <span className={styles.quiet}>{t('builder.onlyJson')}</span>
        <JsonField label={t('builder.thisPart')} value={draft} onValue={(value) => onDraft(value as Draft)} />
        <FaultLines faults={faults} />
      </div>
    );
  const offered: readonly ValueKind[] = at === '' ? valueKinds : innerKinds;
  const holdsOthers = kind === 'score' || isOperation(kind);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a grid of lines.
    <div
      className={styles.row}
      role="group"
      aria-label={t(`builder.valueKind.${kind}`)}
      onBlur={() => setWasLeft(true)}
    >
      <div className={styles.rowHead}>
        <Pick
          label={t('builder.valueOf')}
          value={kind}
          options={offered.map((one) => ({ value: one, label: t(`builder.valueKind.${one}`) }))}
          onValue={(next) => onDraft(startOf(next, eventsOf(draft, kind)?.selector))}
        />
        <Details draft={draft} kind={kind} onDraft={onDraft} />
      </div>
      <EventsPart draft={draft} kind={kind} onDraft={onDraft} />
      {kind === 'score' && (
        <ValueField
          draft={draft.score as Draft}
          at={inside(at, 'score')}
          onDraft={(score) => onDraft({ ...draft, score })}
        />
      )}
      {isOperation(kind) && <Sides draft={draft} kind={kind} at={at} onDraft={onDraft} />}
      {!holdsOthers && <FaultLines faults={faults} isHint={!wasLeft} />}
    </div>
  );
}

const isOperation = (kind: ValueKind): kind is 'add' | 'subtract' | 'multiply' | 'divide' =>
  kind === 'add' || kind === 'subtract' || kind === 'multiply' || kind === 'divide';

type PartProps = { draft: Draft; kind: ValueKind; onDraft: (draft: Draft) => void };
const WITHOUT_PROPERTY: readonly ValueKind[] = [
  ...(['attribute', 'trait', 'count', 'first_at', 'last_at', 'days_since_last', 'rate', 'score'] as const),
  ...(['add', 'subtract', 'multiply', 'divide'] as const),
];

/** What a kind asks beside its events. */
function Details({ draft, kind, onDraft }: PartProps) {
  const { t } = useTranslation();
  const set = (change: Draft) => onDraft({ ...draft, ...change });
  const key = kind === 'rfm' ? 'monetary' : kind;
  const selector = eventsOf(draft, kind)?.selector;
  const event = typeof selector?.name === 'string' ? selector.name : undefined;
  return (
    <>
      {kind === 'attribute' && (
        <NameField
          label={t('builder.attribute')}
          value={draft.attribute}
          offered={{ of: 'attributes' }}
          onValue={(attribute) => set({ attribute })}
        />
      )}
      {kind === 'trait' && <TraitPick value={draft.trait} onValue={(trait) => set({ trait })} />}
      {!WITHOUT_PROPERTY.includes(kind) && (
        <NameField
          label={t(kind === 'rfm' ? 'builder.monetary' : 'builder.property')}
          value={draft[key]}
          offered={{ of: 'properties', event }}
          onValue={(property) => set({ [key]: property })}
        />
      )}
      {kind === 'rate' && (
        <>
          <span className={styles.joint}>{t('builder.per')}</span>
          <SpanField label={t('builder.per')} value={draft.per} onValue={(per) => set({ per })} />
        </>
      )}
      {kind === 'most_frequent' && (
        <>
          <span className={styles.joint}>{t('builder.seenAtLeast')}</span>
          <NumberInput
            label={t('builder.seenAtLeast')}
            value={draft.at_least ?? 1}
            onValue={(least) => set({ at_least: least })}
          />
        </>
      )}
      {kind === 'list' && (
        <>
          <span className={styles.joint}>{t('builder.atMostValues')}</span>
          <NumberInput
            label={t('builder.atMostValues')}
            value={draft.at_most}
            onValue={(most) => set({ at_most: most })}
          />
        </>
      )}
      {(kind === 'score' || kind === 'rfm') && (
        <>
          <span className={styles.joint}>{t('builder.groups')}</span>
          <NumberInput
            label={t('builder.groups')}
            value={draft.groups ?? 5}
            onValue={(groups) => set({ groups })}
          />
        </>
      )}
      {kind === 'score' && (
        <Checkbox
          label={t('builder.reversed')}
          checked={draft.reversed === true}
          onCheck={(on) => {
            const { reversed: _, ...rest } = draft;
            onDraft(on ? { ...rest, reversed: true } : rest);
          }}
        />
      )}
    </>
  );
}

/** The events that a value is made of, with their window and tests of their properties. */
function EventsPart({ draft, kind, onDraft }: PartProps) {
  const { t } = useTranslation();
  const events = eventsOf(draft, kind);
  if (events === undefined) return null;
  const { key, selector } = events;
  const set = (next: Draft) => onDraft({ ...draft, [key]: next });
  return (
    <>
      <div className={styles.line}>
        <span className={styles.joint}>{t('builder.of')}</span>
        <SelectorField selector={selector} onSelector={set} />
        <WindowField
          window={selector.in as Draft | undefined}
          onWindow={(window) => set(withWindow(selector, window))}
        />
      </div>
      <WhereField selector={selector} onSelector={set} />
    </>
  );
}

/** The two sides of a calculation, each a value or a number. */
function Sides({ draft, kind, at, onDraft }: PartProps & { at: string }) {
  const { t } = useTranslation();
  const sides = (draft as Record<string, unknown[]>)[kind] ?? [];
  const set = (index: number, side: unknown) => onDraft({ ...draft, [kind]: sides.with(index, side) });
  return sides.map((side, index) => {
    const isValue = typeof side === 'object' && side !== null;
    const place = inside(inside(at, kind), index);
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a calculation has a first and a second side.
      <div key={index} className={styles.side}>
        <Checkbox
          label={t(index === 0 ? 'builder.firstIsNumber' : 'builder.secondIsNumber')}
          checked={!isValue}
          onCheck={(on) => set(index, on ? 1 : { count: { name: '' } })}
        />
        {isValue ? (
          <ValueField draft={side as Draft} at={place} onDraft={(next) => set(index, next)} />
        ) : (
          <Plain side={side} place={place} onSide={(next) => set(index, next)} />
        )}
      </div>
    );
  });
}

function Plain({ side, place, onSide }: { side: unknown; place: string; onSide: (side: unknown) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <NumberInput label={t('builder.value')} value={side} onValue={onSide} />
      <FaultLines faults={faultsWithin(useFaults(), place)} />
    </>
  );
}
