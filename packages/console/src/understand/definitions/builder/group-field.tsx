// A group of conditions: how many of them must be true, its rows and inner groups, and what can be added.
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from '../../../language/index.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import styles from './builder.module.css';
import { ConditionField, type PartProps } from './condition-field.tsx';
import { FaultLines, useFaults } from './fault-lines.tsx';
import { faultsOfGroup, inside } from './faults.ts';
import { type Draft, fromGroup, type Join, joins, type Shown, starts } from './kinds.ts';
import { NumberInput, Pick } from './plain-fields.tsx';
import { useKeys } from './use-keys.ts';

type Group = Extract<Shown, { as: 'group' }>;

/** What is offered first: by event, by person, by what they said; and the rest is a change of kind away. */
const OFFERED = [
  ['count', 'recency', 'value', 'sequence'],
  ['attribute', 'trait', 'segment', 'list'],
  ['said', 'permits', 'held_out'],
] as const;

/** Where the parts of a group stand in it. */
const partsKey = (join: Join): string => (join === 'none' ? 'not.any' : join === 'at_least' ? 'of' : join);

export function GroupField({ group, at, onDraft, onRemove }: PartProps & { group: Group }) {
  const { t } = useTranslation();
  const { join, n, parts } = group;
  const partsAt = partsKey(join)
    .split('.')
    .reduce((place, key) => inside(place, key), at);
  const faults = faultsOfGroup(useFaults(), at, partsAt);
  const set = (next: Draft[]) => onDraft(fromGroup(join, n, next));
  const { keys, forget } = useKeys(parts.length);
  const remove = (index: number) => {
    forget(index);
    set(parts.filter((_, place) => place !== index));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a grid of lines.
    <div
      className={onRemove ? styles.group : styles.root}
      role="group"
      aria-label={t(`builder.join.${join}`)}
    >
      <div className={styles.rowHead}>
        <Pick
          label={t('builder.joinOf')}
          value={join}
          options={joins.map((one) => ({ value: one, label: t(`builder.join.${one}`) }))}
          onValue={(next) => onDraft(fromGroup(next, 2, parts))}
        />
        {join === 'at_least' && (
          <NumberInput
            label={t('builder.atLeastOf')}
            value={n}
            onValue={(next) => onDraft(fromGroup(join, next, parts))}
          />
        )}
        {onRemove && (
          <span className={styles.rowMenu}>
            <IconButton label={t('builder.removeGroup')} onClick={onRemove}>
              <IconX />
            </IconButton>
          </span>
        )}
      </div>
      {parts.length > 0 && (
        <ul className={styles.parts}>
          {parts.map((part, index) => (
            <li key={keys[index]}>
              <ConditionField
                draft={part}
                at={inside(partsAt, index)}
                onDraft={(next) => set(parts.with(index, next))}
                onRemove={() => remove(index)}
              />
            </li>
          ))}
        </ul>
      )}
      <FaultLines faults={faults} />
      <Adding onAdd={(part) => set([...parts, part])} />
    </div>
  );
}

function Adding({ onAdd }: { onAdd: (part: Draft) => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.adding}>
      <Menu
        items={OFFERED.flatMap((kinds, index) => [
          ...(index > 0 ? [{ kind: 'line' as const }] : []),
          ...kinds.map((kind) => ({
            label: t(`builder.kind.${kind}`),
            onPick: () => onAdd(starts[kind]),
          })),
        ])}
      >
        <Button small icon={<IconPlus aria-hidden="true" />}>
          {t('builder.addCondition')}
        </Button>
      </Menu>
      <Button
        small
        look="quiet"
        icon={<IconPlus aria-hidden="true" />}
        onClick={() => onAdd({ any: [starts.count] })}
      >
        {t('builder.addGroup')}
      </Button>
    </div>
  );
}
