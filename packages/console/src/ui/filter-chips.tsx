// Filters as chips: each chip says what is filtered and can be taken away; a menu adds another.
import { IconFilter2, IconX } from '@tabler/icons-react';
import { useTranslation } from '../language/index.ts';
import { Button } from './button.tsx';
import styles from './filter-chips.module.css';
import { Menu, type MenuItem } from './menu.tsx';

export type Filter = {
  id: string;
  label: string;
  /** What can be chosen; `value` is what the address keeps. */
  options: { value: string; label: string }[];
};

/** `chosen` maps a filter's id to its value; `onChange` gets `undefined` to take a filter away. */
export function FilterChips({
  filters,
  chosen,
  onChange,
}: {
  filters: Filter[];
  chosen: Record<string, string | undefined>;
  onChange: (id: string, value: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const active = filters.filter((filter) => chosen[filter.id]);
  const items = filters.flatMap((filter): MenuItem[] =>
    filter.options.length === 0
      ? []
      : [
          { kind: 'title', label: filter.label },
          ...filter.options.map((option) => ({
            label: option.label,
            chosen: chosen[filter.id] === option.value,
            onPick: () => onChange(filter.id, chosen[filter.id] === option.value ? undefined : option.value),
          })),
        ],
  );
  return (
    <>
      <Menu items={items} width={240}>
        <Button icon={<IconFilter2 aria-hidden="true" />}>{t('ui.filter')}</Button>
      </Menu>
      {active.map((filter) => {
        const value = chosen[filter.id];
        const shown = filter.options.find((option) => option.value === value)?.label ?? value;
        return (
          <span key={filter.id} className={styles.chip}>
            <span className={styles.words}>
              <span className={styles.label}>{filter.label}</span> {shown}
            </span>
            <button
              type="button"
              className={styles.remove}
              aria-label={t('ui.removeFilter', { filter: filter.label })}
              onClick={() => onChange(filter.id, undefined)}
            >
              <IconX aria-hidden="true" />
            </button>
          </span>
        );
      })}
      {active.length > 1 && (
        <Button look="quiet" onClick={() => active.forEach((filter) => void onChange(filter.id, undefined))}>
          {t('ui.clearFilters')}
        </Button>
      )}
    </>
  );
}
